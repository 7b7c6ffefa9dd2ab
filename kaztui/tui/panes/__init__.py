"""The four panes: three lists and the detail of what is selected in one of them."""

from .actors import ActorsPane
from .detail import DetailPane
from .quotes import QuotesPane
from .timeline import TimelinePane

__all__ = ["ActorsPane", "DetailPane", "QuotesPane", "TimelinePane"]
