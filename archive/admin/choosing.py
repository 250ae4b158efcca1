"""Fields in which a thing is found by its words and chosen by its number."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from archive.models.record_queryset import is_key


class ByNumber:
    """Whatever was sent or kept, a form that comes back asks only for what can be chosen: the
    field has refused the rest in a sentence."""

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        chosen = [each for each in value if not str(each) or is_key(str(each))]
        return super().optgroups(name, chosen, attrs)


class ChooseOne(ByNumber, AutocompleteSelect):
    pass


class ChooseSeveral(ByNumber, AutocompleteSelectMultiple):
    pass
