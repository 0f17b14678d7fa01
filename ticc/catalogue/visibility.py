"""Who may see what: decided here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from ticc.catalogue.words import Role, Visibility


@dataclass(frozen=True)
class Viewer:
    """The person who looks: nobody in particular, or an account with roles and partners."""

    account_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a member of the programme and not a visitor."""
        return self.account_id is not None

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of these roles."""
        return bool(self.roles & {role.value for role in roles})

    @property
    def may_edit(self) -> bool:
        """Whether the person may change the catalogue's own entries."""
        return self.has(Role.ADVISER, Role.LEAD)

    @property
    def audiences(self) -> frozenset[str]:
        """The groups that this person belongs to; two people of the same groups see exactly the same."""
        if not self.is_signed_in:
            return frozenset({Visibility.PUBLIC})
        return frozenset({Visibility.PUBLIC, Visibility.PROGRAMME, *self.partners})


VISITOR = Viewer()


def audience_of(visibility: str, partner_code: str | None) -> str:
    """The one group that may see an entry: everybody, every member, or one partner."""
    if visibility == Visibility.PRIVATE:
        # A private entry of nobody is seen by nobody: no viewer belongs to this group.
        return partner_code or "nobody"
    return visibility


def may_see(viewer: Viewer, visibility: str, partner_code: str | None) -> bool:
    """Whether a person may see an entry of this visibility that belongs to this partner."""
    return audience_of(visibility, partner_code) in viewer.audiences
