"""Papers of the organisation."""

from models.org.papers import contact_list, members

OFFERS = (members.OFFER, contact_list.OFFER)
