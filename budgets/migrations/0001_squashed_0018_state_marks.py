"""Every table as migrations 0001 to 0018 leave it, for a new database: made at once.

A database that has applied some of those goes on with them. They hold what earlier versions stored and stay as they are.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import budgets.models.checks
import budgets.models.marks

_ROLES = import_module("budgets.migrations.0005_roles")
_SEARCH = import_module("budgets.migrations.0009_search")
_MARKS = import_module("budgets.migrations.0018_state_marks")


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("budgets", "0001_initial"),
        ("budgets", "0002_target_forms"),
        ("budgets", "0003_labels"),
        ("budgets", "0004_desk"),
        ("budgets", "0005_roles"),
        ("budgets", "0006_implementers"),
        ("budgets", "0007_links_of_earlier_versions"),
        ("budgets", "0008_statement_quotations"),
        ("budgets", "0009_search"),
        ("budgets", "0010_check_wording"),
        ("budgets", "0012_references"),
        ("budgets", "0013_form"),
        ("budgets", "0014_further_tables"),
        ("budgets", "0015_issue_parameters"),
        ("budgets", "0016_hidden_and_unread"),
        ("budgets", "0017_causes"),
        ("budgets", "0018_state_marks"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="网址名")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="名称")),
            ],
            options={"verbose_name": "单位", "verbose_name_plural": "单位", "ordering": ["slug"]},
        ),
        migrations.CreateModel(
            name="EditionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="版本")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("published", "已发布"),
                            ("superseded", "已被更正"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.TextField(verbose_name="文件标题")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="发布时间")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批复日期")),
                ("disclosed_on", models.DateField(blank=True, null=True, verbose_name="公开日期")),
                ("reason", models.TextField(blank=True, verbose_name="更正原因")),
                (
                    "preview_key",
                    models.CharField(
                        blank=True, max_length=43, null=True, unique=True, verbose_name="预览密钥"
                    ),
                ),
                (
                    "publish_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="定时发布"),
                ),
                ("filename", models.CharField(blank=True, max_length=255, verbose_name="上传时的文件名")),
                ("draft_revision", models.PositiveIntegerField(default=0, verbose_name="草稿改动次数")),
                ("publish_note", models.TextField(blank=True, verbose_name="定时发布未成的原因")),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="撤回原因")),
                ("withdrawn_alone", models.BooleanField(default=False, verbose_name="单独撤回")),
                (
                    "withdrawn_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "草稿"),
                            ("published", "已发布"),
                            ("superseded", "已被更正"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=10,
                        verbose_name="撤回前状态",
                    ),
                ),
                (
                    "administrative_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="行政单位数"),
                ),
                ("form_key", models.CharField(default="departmental", max_length=40, verbose_name="表式")),
                ("coverage", models.JSONField(blank=True, null=True, verbose_name="核对覆盖")),
                (
                    "hidden_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="看不见的内容"),
                ),
                (
                    "unread_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="没有读出的地方"),
                ),
                ("acknowledged", models.JSONField(blank=True, default=list, verbose_name="发布时确认")),
                ("withdraws_hidden", models.BooleanField(default=False, verbose_name="同时撤回旧版")),
                (
                    "public_institution_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="事业单位数"),
                ),
            ],
            options={
                "verbose_name": "版本",
                "verbose_name_plural": "版本",
                "ordering": ["edition", "-number"],
                "permissions": [
                    ("upload_document", "预检、上传和预览自己的草稿"),
                    ("publish_version", "发布、更正、恢复、撤回和说明"),
                    ("administer_portal", "管理账号、网址名和操作记录"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingProgress",
            fields=[
                ("token", models.CharField(max_length=43, primary_key=True, serialize=False)),
                ("done", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="SourceDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=255, verbose_name="文件名")),
                ("format", models.CharField(max_length=10, verbose_name="格式")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("content", models.BinaryField(verbose_name="内容")),
            ],
            options={"verbose_name": "来源文件", "verbose_name_plural": "来源文件"},
        ),
        migrations.CreateModel(
            name="StateMark",
            fields=[
                (
                    "scope",
                    models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="范围"),
                ),
                (
                    "value",
                    models.CharField(default=budgets.models.marks.fresh, max_length=22, verbose_name="标记"),
                ),
            ],
            options={"verbose_name": "状态标记", "verbose_name_plural": "状态标记"},
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[("departmental", "部门预算"), ("unit", "单位预算")],
                        default="departmental",
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="budgets.body",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "预算",
                "verbose_name_plural": "预算",
                "ordering": ["body", "-year", "kind"],
            },
        ),
        migrations.CreateModel(
            name="SearchedVersion",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="searched",
                        serialize=False,
                        to="budgets.editionversion",
                    ),
                ),
                ("format", models.PositiveSmallIntegerField()),
            ],
            options={"verbose_name": "检索版本", "verbose_name_plural": "检索版本"},
        ),
        migrations.AddField(
            model_name="editionversion",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="budgets.edition",
                verbose_name="预算",
            ),
        ),
        migrations.AddField(
            model_name="editionversion",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="budgets.editionversion",
                verbose_name="更正的版本",
            ),
        ),
        migrations.AddField(
            model_name="editionversion",
            name="scheduled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="定时发布人",
            ),
        ),
        migrations.AddField(
            model_name="editionversion",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.CreateModel(
            name="Definition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("term", models.TextField(verbose_name="名词")),
                ("text", models.TextField(verbose_name="解释")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "名词解释",
                "verbose_name_plural": "名词解释",
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="CheckResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("code", models.TextField(verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("form", "形式"),
                            ("within", "表内"),
                            ("between", "表间"),
                            ("narrative", "文字说明"),
                            ("statements", "项目说明"),
                            ("notes", "其他说明"),
                            ("text", "文字"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                (
                    "said",
                    budgets.models.checks.CompactJSON(blank=True, default=dict, verbose_name="检查的措辞"),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("differs", "不一致"),
                            ("rounding", "四舍五入"),
                            ("unknown", "无法核对"),
                            ("equal", "一致"),
                        ],
                        max_length=10,
                        verbose_name="结论",
                    ),
                ),
                (
                    "left",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="左"
                    ),
                ),
                (
                    "right",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="右"
                    ),
                ),
                (
                    "difference",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="差额"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                ("references", budgets.models.checks.CompactJSON(default=list, verbose_name="位置")),
                ("cause", models.PositiveIntegerField(blank=True, null=True, verbose_name="起因")),
                ("kept", budgets.models.checks.CompactJSON(blank=True, null=True, verbose_name="原先的措辞")),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checkresults",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "核对结果",
                "verbose_name_plural": "核对结果",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="BudgetUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "预算单位",
                "verbose_name_plural": "预算单位",
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="BasicExpenditureLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("class_code", models.CharField(blank=True, max_length=20, verbose_name="类")),
                ("section_code", models.CharField(blank=True, max_length=20, verbose_name="款")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="项")),
                ("code", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="科目编码")),
                ("name_looked_up", models.BooleanField(default=False, verbose_name="名称按编码查得")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "personnel",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="人员经费"
                    ),
                ),
                (
                    "running",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="公用经费"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表8 一般公共预算基本支出部门预算经济分类预算表",
                "verbose_name_plural": "表8 一般公共预算基本支出部门预算经济分类预算表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExpenditureLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("class_code", models.CharField(blank=True, max_length=20, verbose_name="类")),
                ("section_code", models.CharField(blank=True, max_length=20, verbose_name="款")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="项")),
                ("code", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="科目编码")),
                ("name_looked_up", models.BooleanField(default=False, verbose_name="名称按编码查得")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "basic",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="基本支出"
                    ),
                ),
                (
                    "project",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="项目支出"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表3 支出预算总表",
                "verbose_name_plural": "表3 支出预算总表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="部门说明")),
                ("created_at", models.DateTimeField(verbose_name="写于")),
                ("author", models.CharField(max_length=150, verbose_name="经办")),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="explanations",
                        to="budgets.checkresult",
                        verbose_name="核对结果",
                    ),
                ),
            ],
            options={
                "verbose_name": "部门说明",
                "verbose_name_plural": "部门说明",
                "ordering": ["result", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("table", models.CharField(max_length=40, verbose_name="表")),
                ("table_number", models.PositiveSmallIntegerField(verbose_name="表号")),
                ("line_number", models.PositiveIntegerField(verbose_name="行号")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("收入", "收入"), ("支出", "支出")],
                        max_length=4,
                        verbose_name="方向",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60, verbose_name="科目编码")),
                ("name", models.TextField(verbose_name="科目名称")),
                ("column", models.CharField(max_length=30, verbose_name="栏目")),
                ("yuan", models.DecimalField(decimal_places=2, max_digits=20, verbose_name="金额（元）")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("全部资金", "全部资金"),
                            ("财政拨款", "财政拨款"),
                            ("一般公共预算", "一般公共预算"),
                            ("政府性基金预算", "政府性基金预算"),
                            ("国有资本经营预算", "国有资本经营预算"),
                        ],
                        max_length=10,
                        verbose_name="资金口径",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                ("text", models.TextField(verbose_name="原文")),
                ("unit", models.CharField(max_length=4, verbose_name="原文单位")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "数字",
                "verbose_name_plural": "数字",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="FiscalAppropriationLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("收入", "收入"), ("支出", "支出")], max_length=4, verbose_name="方向"
                    ),
                ),
                (
                    "revenue",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="收入预算数"
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "general_public",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="一般公共预算"
                    ),
                ),
                (
                    "managed_funds",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="政府性基金预算"
                    ),
                ),
                (
                    "state_capital",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=20,
                        null=True,
                        verbose_name="国有资本经营预算",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表4 财政拨款收支预算总表",
                "verbose_name_plural": "表4 财政拨款收支预算总表",
                "ordering": ["version", "-side", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FurtherTableRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("slug", models.CharField(max_length=40, verbose_name="表")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="表号")),
                ("title", models.TextField(verbose_name="原文标题")),
                ("preparer", models.TextField(blank=True, verbose_name="编制单位")),
                ("unit", models.CharField(blank=True, max_length=4, verbose_name="原文单位")),
                ("columns", models.JSONField(default=list, verbose_name="栏目")),
                ("row_count", models.PositiveIntegerField(verbose_name="行数")),
                ("notes", models.TextField(blank=True, verbose_name="表注")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "照录的表",
                "verbose_name_plural": "照录的表",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="FurtherCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("row", models.PositiveIntegerField(verbose_name="行号")),
                ("column", models.PositiveIntegerField(verbose_name="列号")),
                ("text", models.TextField(verbose_name="原文")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="budgets.furthertablerecord",
                        verbose_name="表",
                    ),
                ),
            ],
            options={
                "verbose_name": "照录的格",
                "verbose_name_plural": "照录的格",
                "ordering": ["version", "table__position", "row", "column"],
            },
        ),
        migrations.CreateModel(
            name="GeneralPublicBudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("class_code", models.CharField(blank=True, max_length=20, verbose_name="类")),
                ("section_code", models.CharField(blank=True, max_length=20, verbose_name="款")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="项")),
                ("code", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="科目编码")),
                ("name_looked_up", models.BooleanField(default=False, verbose_name="名称按编码查得")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "basic",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="基本支出"
                    ),
                ),
                (
                    "project",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="项目支出"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表5 一般公共预算支出功能分类预算表",
                "verbose_name_plural": "表5 一般公共预算支出功能分类预算表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HiddenContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "批注"),
                            ("tracked_change", "修订痕迹"),
                            ("hidden_text", "隐藏的文字"),
                            ("unseen_text", "看不见的文字"),
                            ("outside_page", "页面以外的文字"),
                            ("hidden_row", "隐藏的行"),
                            ("hidden_column", "隐藏的列"),
                            ("hidden_sheet", "隐藏的工作表"),
                            ("layer", "不显示的图层"),
                            ("unprinted_note", "没有印出的注"),
                            ("attachment", "嵌入的文件"),
                            ("form_field", "表单里的值"),
                            ("stored_data", "随文件保存的数据"),
                            ("earlier_content", "改动以前的内容"),
                            ("script", "脚本"),
                            ("description", "替代文字"),
                            ("property", "文件属性"),
                            ("author", "作者"),
                        ],
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="作者")),
                ("searched", models.BooleanField(default=True, verbose_name="查看过")),
                ("asks", models.BooleanField(default=True, verbose_name="发布前要确认")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件里看不见的内容",
                "verbose_name_plural": "文件里看不见的内容",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="ImportIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("severity", models.CharField(max_length=10, verbose_name="程度")),
                ("code", models.CharField(max_length=60, verbose_name="编号")),
                (
                    "parameters",
                    budgets.models.checks.CompactJSON(blank=True, default=dict, verbose_name="措辞的内容"),
                ),
                ("kept", models.TextField(blank=True, verbose_name="原先的措辞")),
                ("place", models.JSONField(default=dict, verbose_name="位置")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入提示",
                "verbose_name_plural": "导入提示",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="时间"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("uploaded", "上传"),
                            ("refused", "上传被拒"),
                            ("changed", "修改草稿"),
                            ("discarded", "丢弃草稿"),
                            ("scheduled", "定时发布"),
                            ("unscheduled", "取消定时"),
                            ("not_published", "定时发布未成"),
                            ("acknowledged", "发布前确认"),
                            ("published", "发布"),
                            ("corrected", "更正"),
                            ("restored", "恢复旧版"),
                            ("withdrawn", "撤回"),
                            ("reinstated", "解除撤回"),
                            ("explained", "部门说明"),
                            ("linked", "确认实施主体"),
                            ("dated", "更新日期"),
                            ("renamed", "改网址名"),
                            ("logged_in", "登录"),
                            ("logged_out", "退出"),
                            ("login_failed", "登录失败"),
                            ("locked_out", "登录锁定"),
                            ("account", "账号"),
                        ],
                        max_length=14,
                        verbose_name="操作",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=150, verbose_name="账号")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="来自")),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="对象")),
                (
                    "version_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="版本"),
                ),
                ("filename", models.CharField(blank=True, max_length=255, verbose_name="文件名")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("detail", models.TextField(blank=True, verbose_name="内容")),
                (
                    "refusal",
                    budgets.models.checks.CompactJSON(blank=True, null=True, verbose_name="被拒的原因"),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="log",
                        to="budgets.edition",
                        verbose_name="预算",
                    ),
                ),
            ],
            options={"verbose_name": "操作记录", "verbose_name_plural": "操作记录", "ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="ManagedFundsLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("class_code", models.CharField(blank=True, max_length=20, verbose_name="类")),
                ("section_code", models.CharField(blank=True, max_length=20, verbose_name="款")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="项")),
                ("code", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="科目编码")),
                ("name_looked_up", models.BooleanField(default=False, verbose_name="名称按编码查得")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "basic",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="基本支出"
                    ),
                ),
                (
                    "project",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="项目支出"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表6 政府性基金预算支出功能分类预算表",
                "verbose_name_plural": "表6 政府性基金预算支出功能分类预算表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("duties", "主要职能"),
                            ("institutions", "机构设置"),
                            ("definitions", "名词解释"),
                            ("narrative", "预算编制说明"),
                            ("other_notes", "其他相关情况说明"),
                            ("target_forms", "绩效目标表"),
                        ],
                        max_length=20,
                        verbose_name="章节",
                    ),
                ),
                ("heading", models.TextField(verbose_name="原文标题")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("marker", models.TextField(blank=True, verbose_name="列表符号")),
                ("text", models.TextField(verbose_name="原文")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "说明文字",
                "verbose_name_plural": "说明文字",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="PrintedTableRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("slug", models.CharField(max_length=40, verbose_name="表")),
                ("number", models.PositiveSmallIntegerField(verbose_name="表号")),
                ("title", models.TextField(verbose_name="原文标题")),
                ("preparer", models.TextField(blank=True, verbose_name="编制单位")),
                ("unit", models.CharField(max_length=4, verbose_name="原文单位")),
                ("is_empty", models.BooleanField(verbose_name="空表")),
                ("notes", models.TextField(blank=True, verbose_name="表注")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "官方表",
                "verbose_name_plural": "官方表",
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="ProjectStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("slug", models.CharField(max_length=120, verbose_name="网址名")),
                ("name", models.TextField(verbose_name="项目名称")),
                ("heading", models.TextField(verbose_name="原文标题")),
                ("implementer", models.TextField(verbose_name="实施主体")),
                (
                    "link_state",
                    models.CharField(
                        choices=[
                            ("名单内单位", "名单内单位"),
                            ("可能是名单内单位的部门", "可能是名单内单位的部门"),
                            ("名单内单位的简称", "名单内单位的简称"),
                            ("可能是名单内单位的简称", "可能是名单内单位的简称"),
                            ("名单中没有", "名单中没有"),
                            ("写了几个主体", "写了几个主体"),
                            ("简称可指几个单位", "简称可指几个单位"),
                            ("没有单独写明名称", "没有单独写明名称"),
                            ("原文没有单位名单", "原文没有单位名单"),
                            ("未判断", "未判断"),
                        ],
                        default="未判断",
                        max_length=20,
                        verbose_name="对应情况",
                    ),
                ),
                ("link_words", models.TextField(blank=True, verbose_name="对应依据")),
                ("start", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("end", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[("日", "日"), ("月", "月")],
                        max_length=2,
                        verbose_name="日期精度",
                    ),
                ),
                (
                    "fiscal",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="财政资金（元）"
                    ),
                ),
                (
                    "self_raised",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="自筹资金（元）"
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="预算合计（元）"
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("列明", "列明"), ("推算", "推算"), ("未列", "未列")],
                        max_length=4,
                        verbose_name="金额性质",
                    ),
                ),
                ("approximate", models.BooleanField(default=False, verbose_name="约数")),
                (
                    "budget_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="statements",
                        to="budgets.budgetunit",
                        verbose_name="预算单位",
                    ),
                ),
                (
                    "link_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="budgets.budgetunit",
                        verbose_name="对应单位",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "项目说明",
                "verbose_name_plural": "项目说明",
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("label", models.TextField(verbose_name="时间")),
                ("text", models.TextField(verbose_name="原文")),
                ("start", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("end", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "precision",
                    models.CharField(
                        choices=[("日", "日"), ("月", "月")], max_length=2, verbose_name="日期精度"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.projectstatement",
                        verbose_name="项目说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "进度",
                "verbose_name_plural": "进度",
                "ordering": ["statement", "position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("label", models.TextField(verbose_name="时段")),
                (
                    "kind",
                    models.CharField(
                        choices=[("当期", "当期"), ("累计", "累计"), ("累计不低于", "累计不低于")],
                        max_length=12,
                        verbose_name="含义",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="金额（元）"
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="百分比"
                    ),
                ),
                ("approximate", models.BooleanField(default=False, verbose_name="约数")),
                ("start", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("end", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("text", models.TextField(verbose_name="原文")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.projectstatement",
                        verbose_name="项目说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "分期",
                "verbose_name_plural": "分期",
                "ordering": ["statement", "position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImplementerConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("unit", "对应"), ("none", "不对应"), ("taken_back", "收回")],
                        max_length=10,
                        verbose_name="结论",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="确认时间")),
                ("author", models.CharField(max_length=150, verbose_name="经办")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="budgets.budgetunit",
                        verbose_name="对应单位",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="budgets.projectstatement",
                        verbose_name="项目说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "实施主体确认",
                "verbose_name_plural": "实施主体确认",
                "ordering": ["statement", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AmountPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("label", models.TextField(verbose_name="用途")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("approximate", models.BooleanField(default=False, verbose_name="约数")),
                ("parent", models.PositiveIntegerField(blank=True, null=True, verbose_name="上级序号")),
                ("text", models.TextField(verbose_name="原文")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.projectstatement",
                        verbose_name="项目说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "金额构成",
                "verbose_name_plural": "金额构成",
                "ordering": ["statement", "position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Quotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("total", "预算合计"),
                            ("fiscal", "财政资金"),
                            ("self_raised", "自筹资金"),
                            ("instalment", "分期"),
                            ("part", "金额构成"),
                            ("period", "实施周期"),
                            ("milestone", "进度"),
                            ("uncounted", "未计入"),
                        ],
                        max_length=12,
                        verbose_name="内容",
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="所属序号")),
                ("text", models.TextField(verbose_name="原文")),
                ("reason", models.TextField(blank=True, verbose_name="未计入的原因")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.projectstatement",
                        verbose_name="项目说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "出处",
                "verbose_name_plural": "出处",
                "ordering": ["statement", "position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RevenueExpenditureLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("收入", "收入"), ("支出", "支出")], max_length=4, verbose_name="方向"
                    ),
                ),
                (
                    "revenue",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="收入预算数"
                    ),
                ),
                (
                    "expenditure",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="支出预算数"
                    ),
                ),
                (
                    "personnel",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="人员经费"
                    ),
                ),
                (
                    "running",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="公用经费"
                    ),
                ),
                (
                    "project",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="项目支出"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表1 财务收支预算总表",
                "verbose_name_plural": "表1 财务收支预算总表",
                "ordering": ["version", "-side", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RevenueLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("class_code", models.CharField(blank=True, max_length=20, verbose_name="类")),
                ("section_code", models.CharField(blank=True, max_length=20, verbose_name="款")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="项")),
                ("code", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="科目编码")),
                ("name_looked_up", models.BooleanField(default=False, verbose_name="名称按编码查得")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "fiscal_appropriation",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="财政拨款收入"
                    ),
                ),
                (
                    "service_revenue",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="事业收入"
                    ),
                ),
                (
                    "business_revenue",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=20,
                        null=True,
                        verbose_name="事业单位经营收入",
                    ),
                ),
                (
                    "other_revenue",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="其他收入"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表2 收入预算总表",
                "verbose_name_plural": "表2 收入预算总表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "预算"),
                            (2, "项目说明"),
                            (3, "官方表的科目和数字"),
                            (4, "预算单位"),
                            (5, "名词解释"),
                            (6, "文字说明"),
                            (7, "原文核对提示"),
                        ]
                    ),
                ),
                ("title", models.TextField()),
                ("text", models.TextField(blank=True)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("table_number", models.PositiveSmallIntegerField(null=True)),
                ("page", models.CharField(max_length=20)),
                ("argument", models.CharField(blank=True, max_length=120)),
                ("query", models.CharField(blank=True, max_length=60)),
                ("fragment", models.CharField(blank=True, max_length=60)),
                ("rank", models.PositiveIntegerField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="budgets.editionversion",
                    ),
                ),
            ],
            options={"verbose_name": "检索条目", "verbose_name_plural": "检索条目", "ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="SearchAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("yuan", models.DecimalField(decimal_places=2, max_digits=20)),
                (
                    "figure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="budgets.figure",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amounts",
                        to="budgets.searchentry",
                    ),
                ),
            ],
            options={"verbose_name": "检索金额", "verbose_name_plural": "检索金额"},
        ),
        migrations.AddField(
            model_name="editionversion",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="budgets.sourcedocument",
                verbose_name="来源文件",
            ),
        ),
        migrations.CreateModel(
            name="SourceLineRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("text", models.TextField(verbose_name="原文")),
                ("owner", models.CharField(max_length=80, verbose_name="归属")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "原文行",
                "verbose_name_plural": "原文行",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="StateCapitalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("class_code", models.CharField(blank=True, max_length=20, verbose_name="类")),
                ("section_code", models.CharField(blank=True, max_length=20, verbose_name="款")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="项")),
                ("code", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="科目编码")),
                ("name_looked_up", models.BooleanField(default=False, verbose_name="名称按编码查得")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="合计"
                    ),
                ),
                (
                    "basic",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="基本支出"
                    ),
                ),
                (
                    "project",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="项目支出"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表7 国有资本经营预算支出功能分类预算表",
                "verbose_name_plural": "表7 国有资本经营预算支出功能分类预算表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatedFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("narrative", "预算编制说明"),
                            ("three_public", "“三公”经费预算"),
                            ("agency_operating", "机关运行经费预算"),
                            ("procurement", "政府采购预算"),
                            ("performance", "绩效目标设置"),
                            ("assets", "国有资产占有使用"),
                            ("planned_purchases", "预算安排购置"),
                        ],
                        max_length=20,
                        verbose_name="主题",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                ("key", models.CharField(max_length=40, verbose_name="含义")),
                ("label", models.TextField(verbose_name="原文名称")),
                ("text", models.TextField(verbose_name="原文")),
                ("value", models.DecimalField(decimal_places=2, max_digits=20, verbose_name="数值")),
                ("unit", models.CharField(max_length=10, verbose_name="单位")),
                (
                    "change",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="比上年（元）"
                    ),
                ),
                ("change_text", models.TextField(blank=True, verbose_name="比上年原文")),
                (
                    "base_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="基数年度"),
                ),
                ("base", models.CharField(blank=True, max_length=10, verbose_name="基数")),
                ("reason", models.TextField(blank=True, verbose_name="原因")),
                ("purpose", models.TextField(blank=True, verbose_name="用途")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="截至日期")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "说明中的数字",
                "verbose_name_plural": "说明中的数字",
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="StatementPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("overview", "项目概述"),
                            ("basis", "立项依据"),
                            ("implementing_body", "实施主体"),
                            ("plan", "实施方案"),
                            ("period", "实施周期"),
                            ("budget", "年度预算安排"),
                            ("performance_target", "绩效目标"),
                        ],
                        max_length=20,
                        verbose_name="部分",
                    ),
                ),
                ("heading", models.TextField(verbose_name="原文标题")),
                ("text", models.TextField(blank=True, verbose_name="原文")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.projectstatement",
                        verbose_name="项目说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "说明部分",
                "verbose_name_plural": "说明部分",
                "ordering": ["statement", "position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ThreePublicLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("name", models.TextField(verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("类", "类"),
                            ("款", "款"),
                            ("项", "项"),
                            ("小计", "小计"),
                            ("明细", "明细"),
                            ("合计", "合计"),
                        ],
                        max_length=4,
                        verbose_name="层级",
                    ),
                ),
                ("lowest", models.BooleanField(verbose_name="末级")),
                (
                    "unread",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="没有读出的栏"),
                ),
                ("column", models.CharField(max_length=30, verbose_name="栏目")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=20, null=True, verbose_name="预算数"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "表9 “三公”经费和机关运行经费预算表",
                "verbose_name_plural": "表9 “三公”经费和机关运行经费预算表",
                "ordering": ["version", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnreadPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_page", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源页")),
                ("place_line", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行")),
                ("place_table", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表")),
                ("place_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表行")),
                ("place_column", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源表列")),
                ("place_box", models.JSONField(blank=True, null=True, verbose_name="来源方框")),
                ("position", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("picture", "是图片"),
                            ("no_columns", "没有表格线，分不清各栏"),
                            ("cut_row", "一行被分页切断"),
                            ("not_an_amount", "不是数字"),
                            ("no_code", "没有科目编码"),
                            ("code_repeated", "同一科目印了不止一次，金额不同"),
                            ("unknown_column", "在没有认出的栏目里"),
                            ("unknown_headings", "没有认出表头"),
                            ("no_title", "没有表名"),
                            ("hidden", "在文件里隐藏着"),
                            ("not_understood", "没有读懂"),
                        ],
                        max_length=20,
                        verbose_name="原因",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="原文")),
                ("table", models.CharField(blank=True, max_length=40, verbose_name="表")),
                (
                    "table_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="表号"),
                ),
                ("line_number", models.PositiveIntegerField(blank=True, null=True, verbose_name="行号")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("收入", "收入"), ("支出", "支出")],
                        max_length=4,
                        verbose_name="方向",
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=30, verbose_name="栏目")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="budgets.editionversion",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "没有读出的地方",
                "verbose_name_plural": "没有读出的地方",
                "ordering": ["version", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("body", "year", "kind"), name="one_edition_per_body_year_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkresult",
            constraint=models.UniqueConstraint(
                fields=("version", "position"), name="check_position_once_per_version"
            ),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(fields=["version", "table_number", "line_number"], name="figure_cell"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="figure_position_once"),
        ),
        migrations.AddConstraint(
            model_name="furthertablerecord",
            constraint=models.UniqueConstraint(fields=("version", "slug"), name="each_further_table_once"),
        ),
        migrations.AddConstraint(
            model_name="furthercell",
            constraint=models.UniqueConstraint(fields=("table", "row", "column"), name="further_cell_once"),
        ),
        migrations.AddConstraint(
            model_name="printedtablerecord",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="each_official_table_once"),
        ),
        migrations.AddConstraint(
            model_name="projectstatement",
            constraint=models.UniqueConstraint(
                fields=("version", "slug"), name="statement_slug_once_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="implementerconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "unit"), ("unit__isnull", False)),
                    models.Q(models.Q(("decision", "unit"), _negated=True), ("unit__isnull", True)),
                    _connector="OR",
                ),
                name="a_unit_is_confirmed_with_its_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="searchamount", index=models.Index(fields=["yuan"], name="search_amount_yuan")
        ),
        migrations.AddIndex(
            model_name="searchamount",
            index=models.Index(fields=["entry", "yuan"], name="search_amount_of_entry"),
        ),
        migrations.AddConstraint(
            model_name="editionversion",
            constraint=models.UniqueConstraint(
                fields=("edition", "number"), name="version_number_once_per_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="editionversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "published")),
                fields=("edition",),
                name="one_published_version_per_edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", None), ("status", "draft")),
                    models.Q(
                        models.Q(("status", "draft"), _negated=True),
                        models.Q(("number", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_draft_has_no_number",
            ),
        ),
        migrations.RunPython(_ROLES.add_roles, migrations.RunPython.noop),
        migrations.RunPython(_SEARCH.make_terms, _SEARCH.drop_terms),
        migrations.RunPython(_MARKS.mark_all, migrations.RunPython.noop),
    ]
