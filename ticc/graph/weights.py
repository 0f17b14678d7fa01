"""What each kind of link weighs, in one place."""

# The price of walking along a link when two entries are connected by a path: close kinship is cheap.
COST = {
    "answers": 1.0,
    "sighting-of": 1.0,
    "leads-to": 1.5,
    "needs": 1.5,
    "undermines": 2.0,
    "upholds": 2.0,
    "uses": 2.0,
    "warns-of": 2.0,
    "tried-at": 3.0,
    "met-at": 3.0,
    "works-at": 3.0,
    "gives-value-of": 4.0,
    "reports": 4.0,
}

# How much a solution is worth to an obstacle by the way that leads from one to the other (1 = answers it directly).
ANSWERS_IT = 1.0
ANSWERS_A_CAUSE = 0.6
ANSWERS_A_CONSEQUENCE = 0.45
ANSWERS_A_COUSIN = 0.35
UPHOLDS_WHAT_IT_UNDERMINES = 0.2
# A further way to the same solution adds this share of its own worth.
FURTHER_WAY = 0.15
