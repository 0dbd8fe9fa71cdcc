"""Papers of the appraisal."""

from models.appraisal.papers import deductions, ranking, rewards, scoresheet

OFFERS = (scoresheet.OFFER, deductions.OFFER, ranking.OFFER, rewards.OFFER)
