"""Papers of the appraisal."""

from models.appraisal.papers import bulletin, chart, deductions, ranking, rewards, scoresheet, trend, yearly

OFFERS = (
    scoresheet.OFFER,
    deductions.OFFER,
    ranking.OFFER,
    chart.OFFER,
    bulletin.OFFER,
    rewards.OFFER,
    yearly.OFFER,
    trend.OFFER,
)
