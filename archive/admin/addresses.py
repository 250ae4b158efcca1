"""Moving a published record to another address, so that nobody who kept the old one is lost."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from archive.models import Address, Record, Redirect


def check_move(record: Record, address: str) -> None:
    """Raises ValidationError where `record` cannot have `address`."""
    if not address.endswith("/") or "//" in address:
        raise ValidationError("Write each / once, and one at the end.")
    if address == record.address:
        raise ValidationError("That is the address that it has now.")
    try:
        holder = Address.objects.get(address=address)
    except ObjectDoesNotExist:
        return
    if not _leads_back(holder, record):
        raise ValidationError("Something on this site already has that address. Choose another.")


@transaction.atomic
def move(record: Record, left: str) -> None:
    """Save `record`, which has its new address, and lead readers there from the one it `left`."""
    try:
        holder = Address.objects.get(address=record.address)
    except ObjectDoesNotExist:
        pass
    else:
        if _leads_back(holder, record):
            holder.redirect.delete()
    record.save()
    Redirect.objects.create(address=left, to_record=record)


def _leads_back(holder: Address, record: Record) -> bool:
    redirect = getattr(holder, "redirect", None)
    return redirect is not None and redirect.to_record_id == record.pk
