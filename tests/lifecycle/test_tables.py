"""Every table there is counts editions, or says why it does not."""

from django.apps import apps

from archive.lifecycle import triggers


class TestEveryTable:
    def tables(self) -> set[str]:
        return {
            model._meta.db_table
            for model in apps.get_app_config("archive").get_models(include_auto_created=True)
        }

    def test_counts_editions_or_says_why_not(self):
        left = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label not in triggers.EXCUSED
        }
        counted = {table.name for table in triggers.TABLES}

        assert left - counted - triggers.EXCUSED.keys() == set()
        assert counted & triggers.EXCUSED.keys() == set()

    def test_that_is_named_is_there(self):
        labels = {config.label for config in apps.get_app_configs()}
        named = {table.name for table in triggers.TABLES} | triggers.EXCUSED.keys() - labels

        assert named - self.tables() == set()

    def test_says_why_it_is_excused(self):
        assert all(len(why) > 10 for why in triggers.EXCUSED.values())

    def test_names_only_columns_that_there_are(self):
        columns = {
            model._meta.db_table: {field.column for field in model._meta.local_concrete_fields}
            for model in apps.get_app_config("archive").get_models(include_auto_created=True)
        }

        assert all(set(table.unseen) <= columns[table.name] for table in triggers.TABLES)
