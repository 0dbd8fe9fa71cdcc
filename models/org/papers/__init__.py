"""Papers of the organisation."""

from models.org.papers import chart, contact_list, members

OFFERS = (members.OFFER, contact_list.OFFER, chart.OFFER)
