"""The forms of the desk. Each error is one sentence that says what is wrong and what to do."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import actions
from budgets.form.terms import Acknowledged
from budgets.importing import too_large
from budgets.words import refusals

EARLIEST = date(2000, 1, 1)
NOT_A_DATE = gettext_lazy("日期写不对：请写成 2025-02-14 这样。")


def day_field(label: Any) -> forms.DateField:
    """An optional day."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NOT_A_DATE},
    )


class DatesForm(forms.Form):
    """The dates on which the finance department approved the budget and the body published it."""

    approved_on = day_field(gettext_lazy("批复日期"))
    disclosed_on = day_field(gettext_lazy("公开日期"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        approved, disclosed = cleaned.get("approved_on"), cleaned.get("disclosed_on")
        for name, day in (("approved_on", approved), ("disclosed_on", disclosed)):
            if day and not EARLIEST <= day <= date(timezone.localdate().year + 1, 12, 31):
                self.add_error(name, _("年份不像是这份预算的：请检查 %(day)s。") % {"day": day})
        if approved and approved > timezone.localdate():
            self.add_error("approved_on", _("批复日期还没有到，请检查 %(day)s。") % {"day": approved})
        if approved and disclosed and disclosed < approved:
            self.add_error("disclosed_on", _("公开日期早于批复日期，请检查是不是填反了。"))
        return cleaned


class DraftForm(DatesForm):
    """The dates of a draft, and the address name of a body that has published nothing yet."""

    slug = forms.CharField(
        label=gettext_lazy("网址名"),
        required=False,
        max_length=60,
        error_messages={"max_length": gettext_lazy("网址名请不要超过 60 个字符。")},
        help_text=gettext_lazy("公开以后就不能再改。用小写字母、数字和连字符。"),
    )


class CheckForm(forms.Form):
    """A document to read and check; nothing of it is kept."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        error_messages={
            "required": gettext_lazy("请先选择一个文件。"),
            "missing": gettext_lazy("请先选择一个文件。"),
            "invalid": gettext_lazy("没有收到文件，请重新选择。"),
            "empty": gettext_lazy("这个文件是空的，请重新选择。"),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.txt,.md"}),
    )
    token = forms.CharField(required=False, max_length=43, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", secrets.token_urlsafe(16))

    def clean_file(self) -> Any:
        """The file; one over the limit is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_MEGABYTES * 1024 * 1024:
            refusal = too_large(file.name)
            raise forms.ValidationError(refusals.sentence(refusal.code, refusal.parameters))
        return file


class UploadForm(DatesForm, CheckForm):
    """A published document, with the dates and address name that it does not say itself."""

    slug = forms.CharField(
        label=gettext_lazy("网址名"),
        required=False,
        max_length=60,
        error_messages={"max_length": gettext_lazy("网址名请不要超过 60 个字符。")},
        help_text=gettext_lazy(
            "只在第一次上传这个单位时填写，如 shanghai-stc；留空则先用 body-1 这样的名字。"
        ),
    )
    again = forms.BooleanField(label=gettext_lazy("我知道，仍然重新读取这个文件"), required=False)
    field_order = ("file", "approved_on", "disclosed_on", "slug", "again", "token")

    def clean_slug(self) -> str:
        """The address name; one that no body may have is refused before the file is read."""
        slug = self.cleaned_data["slug"].strip()
        try:
            actions.check_slug_form(slug)
        except actions.ActionRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return slug


class PublishForm(forms.Form):
    """The last step: why, and when."""

    reason = forms.CharField(
        label=gettext_lazy("更正原因"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("这是对已公开预算的更正，请写明更正原因，它会登在公开的版本记录里。"),
            "max_length": gettext_lazy("原因请不要超过 1000 个字。"),
        },
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("定时发布（北京时间）"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": gettext_lazy("时间写不对：请写成 2025-02-14 09:00 这样。")},
    )
    # The live version and the draft's revision that the publisher sees (actions.Seen).
    seen_live = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reviewed = forms.BooleanField(
        label=gettext_lazy("我看过了识别结果、核对、会改变的内容和预览页面，与公开的文件一致"),
        error_messages={"required": gettext_lazy("请先看过预览，再勾选“我看过了……”。")},
    )
    withdraws_hidden = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        asked: Mapping[Acknowledged, str],
        withdraws: str = "",
        correction: bool = False,
        **kwargs: Any,
    ) -> None:
        """`asked` is what has to be ticked, with its words; `withdraws` offers to withdraw earlier versions, "" for none.

        A `correction` needs its reason: the form names it together with the ticks that lack, the action enforces both.
        """
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = correction
        self.asked = tuple(asked)
        for what, words in asked.items():
            self.fields[f"accept_{what.word}"] = forms.BooleanField(
                label=words,
                error_messages={"required": _("请看过“%(what)s”，再勾选确认。") % {"what": _(what.value)}},
            )
        if withdraws:
            self.fields["withdraws_hidden"].label = withdraws
        else:
            del self.fields["withdraws_hidden"]

    def clean_publish_at(self) -> datetime | None:
        """The set time; one that is past is named together with all else that lacks."""
        at: datetime | None = self.cleaned_data["publish_at"]
        if at is not None and at <= timezone.now():
            raise forms.ValidationError(_("定时发布的时间已经过去，请选一个以后的时间，或直接发布。"))
        return at

    @property
    def ticks(self) -> list[forms.BoundField]:
        """The fields of what has to be acknowledged, and the offer to withdraw earlier versions."""
        names = [f"accept_{what.word}" for what in self.asked]
        return [self[name] for name in (*names, "withdraws_hidden") if name in self.fields]


class ReasonForm(forms.Form):
    """The reason for an act, which is published."""

    reason = forms.CharField(
        label=gettext_lazy("原因（公开）"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("请写明原因，它会登在公开的版本记录里。"),
            "max_length": gettext_lazy("原因请不要超过 1000 个字。"),
        },
    )
