"""What people are called in the admin."""

from django.contrib.auth.models import AbstractBaseUser


def name_of(user: AbstractBaseUser) -> str:
    return user.get_full_name() or user.get_username()
