"""Papers of the appraisal."""

from models.appraisal.papers import bulletin, deductions, ranking, rewards, scoresheet, yearly

OFFERS = (
    scoresheet.OFFER,
    deductions.OFFER,
    ranking.OFFER,
    bulletin.OFFER,
    rewards.OFFER,
    yearly.OFFER,
)
