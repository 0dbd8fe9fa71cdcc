"""Invented places and people; none of them is meant to exist."""

from tests.corpus.content.wording import words

CITIES = words("云溪 泽川 临澜 青桐 望江州 沅浦 嘉岭 桐陵")
CITIES_HELD = words("汀州湾 白鹭洲 砚山岭 清渠")
DISTRICTS = words("沁河 北苑 南浦 云台 锦屏 春申 麓湖 西津")
DISTRICTS_HELD = words("柳浪 鹤鸣 高梁 芷江岸")
COUNTIES = words("清澜 石桥 安渡 平川 兴禾 永沛")
COUNTIES_HELD = words("梓阳坪 大箕 双溪口 宁墟")
STREETS = words("望江 春晖 梅岭 长乐 翠屏 文昌 永宁 新港 东门 学府 龙泉 和平")
STREETS_HELD = words("三元里口 七星桥 百子亭 凤栖 马家渡")
MARKETS = words("银杏 三桥 东湖 花园 惠民 荷塘 朝阳 南门口 金桂 利群 石板街 白塔 向阳 芙蓉 兴隆 双井")
MARKETS_HELD = words("二里半 百货巷 八角楼 五一路 和兴 及第巷 与春")
MARKET_ENDS = ("市场", "农贸市场")
ESTATES = words("锦绣家园 阳光花园 机械厂宿舍 棉纺二村 滨江小区 教师新村 邮电宿舍 书香苑 铁路新村 翠竹园")
ROADS = words("人民路 建设路 解放巷 滨河大道 文昌街 车站路 学院路 民主巷 光明路 中心街")

SURNAMES = words(
    "赵 钱 孙 李 周 吴 郑 王 冯 陈 蒋 沈 韩 杨 朱 秦 许 何 吕 张 孔 "
    "曹 严 金 魏 陶 姜 谢 邹 苏 潘 范 彭 鲁 韦 马 方 俞 任 袁"
)
SURNAMES_HELD = words("欧阳 司马 诸葛 上官 覃 麦 蒙 和 时 党")
GIVEN = words(
    "建国 志远 晓梅 海涛 文斌 丽娟 永强 国栋 秀英 明 磊 静 伟 洁 波 涛 鹏 玲 俊杰 思源 雨桐 家豪 立新 春华 少卿 学军 "
    "宏图 亚楠 凤霞 庆丰 卫东 小燕 一帆 云飞 德胜 红梅 敏 超 勇 霞"
)
