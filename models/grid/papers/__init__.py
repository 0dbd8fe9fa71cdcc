"""Papers of the grid."""

from models.grid.papers import board, duty_table, gridmap, residents

OFFERS = (duty_table.OFFER, board.OFFER, residents.OFFER, gridmap.OFFER)
