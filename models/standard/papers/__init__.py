"""What standards offer to print: 指标任务对照表, 指标责任分解表, 共性个性对照表."""

from models.papers.offer import Offer
from models.standard.papers import crosswalk, duties

OFFERS: tuple[Offer, ...] = (*duties.OFFERS, crosswalk.OFFER)
