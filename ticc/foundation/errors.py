"""The errors that a person may meet; each says what the person sees."""


class Refusal(Exception):
    """An act that cannot be done, for a reason that the person can mend; `field` names where, if anywhere."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotThere(Exception):
    """Nothing is to be seen under this code: it does not exist, or not for this person. The page is the same for both."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Retired(NotThere):
    """The entry was taken out of the catalogue, and no other has taken its place."""


class Moved(Exception):
    """The entry lives on under another code; answered by a redirect that stays for ever."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotAllowed(Exception):
    """The person is known, and may not do this."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the same thing since the form was opened; nothing of either version is lost."""
