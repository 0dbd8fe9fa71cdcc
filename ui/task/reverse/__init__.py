"""The breakdown seen from the units and from people: who carries what, and handing it on."""
