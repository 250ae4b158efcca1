"""The rows of one query as a value in another, so that a page asks the database few questions."""

from django.db.models import JSONField, QuerySet, Subquery


class Rows(Subquery):
    """A queryset of `.values()` as one JSON value: a list of dicts, in the queryset's order."""

    output_field = JSONField()

    def __init__(self, queryset: QuerySet) -> None:
        super().__init__(queryset)
        self.names = [*self.query.values_select, *self.query.annotation_select]

    def as_sqlite(self, compiler, connection, **context):
        pairs = ", ".join(f"'{name}', listed.\"{name}\"" for name in self.names)
        rows = f"JSON_GROUP_ARRAY(JSON_OBJECT({pairs}))"  # names of fields, never of a request
        template = f"(SELECT {rows} FROM (%(subquery)s) listed)"  # noqa: S608
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = (
            "(SELECT COALESCE(JSONB_AGG(TO_JSONB(listed)), '[]'::jsonb) FROM (%(subquery)s) listed)"
        )
        return self.as_sql(compiler, connection, template=template, **context)
