"""What the register knows of the steps of the method."""

from flask_babel import lazy_gettext as _

from ticc.catalogue.kinds import Kind, LinkField
from ticc.catalogue.links import Uses, WarnsOf
from ticc.methodology.models import Step
from ticc.methodology.sheet import StepSheet

STEP = Kind(
    name="step",
    prefix="STEP",
    table=Step,
    endpoint="methodology.show",
    one=_("step of the method"),
    many=_("steps of the method"),
    folder="methodology",
    sheet=StepSheet,
    links=(LinkField("warns_of", WarnsOf, "obstacle"), LinkField("uses", Uses, "solution")),
    facets=("position",),
    more_words=lambda step: " ".join([*step.checklist, step.example]),
)
