"""The sieve: words in a text that may tell who a person is, found on our own server alone."""
