"""Labels as our own templates have them: without the colon that Django puts behind each."""


class WithoutColons:
    """Stands before the form class of Django's that it changes."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
