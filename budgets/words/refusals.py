"""What the person reads whose file is refused: what is wrong and what to do, in one sentence; its English stands in the catalogue.

A refusal is passed on and kept as the code of its sentence with parameters.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from budgets.words.coded import coded

SENTENCES: Mapping[str, str] = {
    # which format it is
    "file.empty": _("文件是空的，请重新选择部门公开的预算文件。"),
    "file.excel-binary": _("这是 Excel 二进制格式（.xlsb），请用 Excel 打开，另存为 .xlsx 后再导入。"),
    "file.ofd": _(
        "这是 OFD 版式文件，暂时不能读取，请用阅读器导出为 PDF，或找到原稿另存为 .docx、.xlsx 后再导入。"
    ),
    "file.old-excel": _(
        "这是旧版 Excel 格式（.xls），请用 Excel 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"
    ),
    "file.old-office": _(
        "这是旧版 Office 或 WPS 格式（.doc、.xls、.wps、.et），请打开后另存为 .docx、.xlsx 或 PDF 后再导入。"
    ),
    "file.old-presentation": _("这是演示文稿（.ppt、.dps），不是预算文件，请改传 PDF、.docx 或 .xlsx。"),
    "file.old-sheet": _(
        "这是旧版 Excel 或 WPS 表格格式（.xls、.et），请用 Excel 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"
    ),
    "file.old-word": _(
        "这是旧版 Word 或 WPS 文字格式（.doc、.wps），请用 Word 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"
    ),
    "file.open-document": _(
        "这是 OpenDocument 格式（.odt、.ods），请用 LibreOffice 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"
    ),
    "file.packed": _("这是压缩包，请解压后导入其中的 PDF、.docx 或 .xlsx 文件。"),
    "file.password": _("文件设有打开密码，无法读取，请在 Word、Excel 或 WPS 中去掉密码后再导入。"),
    "file.picture": _(
        "这是一张图片（%(kind)s），里面没有可以读取的文字，请改传文字版的 PDF、.docx 或 .xlsx。"
    ),
    "file.presentation": _("这是演示文稿（.pptx），不是预算文件，请改传 PDF、.docx 或 .xlsx。"),
    "file.rtf": _("这是 RTF 格式，请用 Word 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"),
    "file.unknown": _("无法识别这个文件的格式，请改传 PDF、.docx、.xlsx 或文本文件。"),
    "file.utf-16": _("这是 UTF-16 编码的文本，请用 UTF-8 编码另存后再导入。"),
    "file.web-archive": _(
        "这是网页存档（.mht），请用 Word 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"
    ),
    "file.web-page": _("这是网页，不是预算文件本身，请下载网页里的附件，或打印为 PDF 后再导入。"),
    "file.xml": _("这是 XML 文件，请用 Word、Excel 或 WPS 打开，另存为 .docx、.xlsx 或 PDF 后再导入。"),
    # what its reader found
    "text.cells": _("文件“%(name)s”的表格超过 %(cells)s 个单元格，请确认它是一份预算文件，或拆小后再导入。"),
    "text.encoding": _("无法识别文件“%(name)s”的文字编码，请用 UTF-8 编码另存后再导入。"),
    "pdf.damaged": _("文件“%(name)s”已损坏或不完整，请重新下载或由原文件重新导出 PDF 后再上传。"),
    "pdf.no-codes": _("文件“%(name)s”的文字没有编码，无法识别，请改传由 Word 或 WPS 直接导出的 PDF。"),
    "pdf.pages": _("文件“%(name)s”超过%(most)s页，请只上传部门预算本身，或拆分后再上传。"),
    "pdf.password": _("文件“%(name)s”设有打开密码，无法读取，请取消密码后再上传。"),
    "pdf.scan": _("文件“%(name)s”是扫描件，没有文字层，请改传由 Word 或 WPS 直接导出的 PDF。"),
    "office.damaged": _("文件不完整或已损坏，请重新下载，或用 Word、Excel 或 WPS 打开并另存后再导入。"),
    "office.entities": _(
        "文件里有文档类型声明或外部实体，为安全起见不予读取，请用 Word、Excel 或 WPS 打开并另存后再导入。"
    ),
    "office.password": _("文件设有密码，无法读取，请去掉密码后再导入。"),
    "office.size": _("文件有 %(megabytes)s MB，超过 %(most)s MB 的上限，请去掉其中的大图片或拆分后再导入。"),
    "office.unpacked": _(
        "文件解压后过大，与正常的预算文件不符，请用 Word、Excel 或 WPS 打开并另存后再导入。"
    ),
    "word.another-file": _("文件里嵌入了另一份文件的内容，无法完整读取，请用 Word 打开并另存后再导入。"),
    "word.cells": _("表格的单元格超过 %(cells)s 个，请删去与预算无关的内容后再导入。"),
    "word.nested": _("文件的结构嵌套过深，无法读取，请用 Word 或 WPS 打开并另存后再导入。"),
    "word.no-text": _("这个 Word 文件里没有文字（可能是扫描图片），请改用文字版的 .docx、.xlsx 或 PDF。"),
    "excel.cells": _("工作表的单元格超过 %(cells)s 个，请删去表格以外多余的行、列和工作表，另存后再导入。"),
    "excel.formula": _(
        "文件里的公式没有保存计算结果（工作表“%(sheet)s”%(cell)s），请用 Excel 或 WPS 打开并保存，或把公式粘贴为数值后再导入。"
    ),
    "excel.formulas": _(
        "文件里的公式没有保存计算结果（工作表“%(sheet)s”），请用 Excel 或 WPS 打开并保存，或把公式粘贴为数值后再导入。"
    ),
    "excel.no-text": _("这个 Excel 文件的可见工作表里没有内容，请确认没有选错文件、工作表没有隐藏。"),
    # what its words say: another kind of document, another form, nothing to read
    "report.blank-form": _(
        "这是一份没有填写的空白表式，看不出是哪个单位、哪一年的，表里也没有金额；请改传填写后公开的部门预算或单位预算。"
    ),
    "report.central-form": _(
        "“%(title)s”用的是中央部门预算的表式（印有%(count)s张表：%(tables)s等），本站目前只能读取上海市的部门预算和单位预算，请改传上海市表式的文件。"
    ),
    "report.final-account": _("这是决算文件，本站只收预算；请改传部门预算或单位预算。"),
    "report.final-account-notes": _("这是决算的文字说明，本站只收预算；请改传部门预算或单位预算。"),
    "report.government-budget": _(
        "“%(title)s”是一级政府的预算，不是一个部门或单位的预算；请改传部门预算或单位预算。"
    ),
    "report.no-table": _("文件里没有找到任何一张部门预算的官方表，请确认它是公开的部门预算或单位预算。"),
    "report.other-form": _(
        "“%(title)s”用的是其他地方的表式（印有%(count)s张表：%(tables)s等，没有一张是上海市的官方表名），本站目前只能读取上海市的部门预算和单位预算，请改传上海市表式的文件。"
    ),
    "report.other-form-alike": _(
        "“%(title)s”用的是其他地方的表式（印有%(count)s张表：%(tables)s等，只有“%(ours)s”与上海市的官方表名相同），本站目前只能读取上海市的部门预算和单位预算，请改传上海市表式的文件。"
    ),
    "report.two-documents": _("文件里有两份预算（%(first)s和%(second)s），请拆成两个文件，分别导入。"),
    "report.whose": _("文件里看不出是哪个单位、哪一年的预算，请确认它有封面或“编制部门”一行。"),
    "report.whose-body": _(
        "文件里看不出是哪个单位的预算，请确认它有封面，或表上方有“编制部门”（“编制单位”）一行。"
    ),
    "report.whose-year": _("文件里看不出是哪一年的预算，请确认封面或表名里印有年份。"),
    # what became of the reading
    "reading.died": _("文件“%(name)s”读不下去，可能已经损坏，请重新导出后再试。"),
    "reading.failed": _("程序没能读懂文件“%(name)s”，没有存入任何内容，请把文件交给网站管理员查看。"),
    "reading.memory": _(
        "读取文件“%(name)s”需要的内存超过 %(megabytes)s MB，请确认它是一份预算文件，或拆小后再试。"
    ),
    "reading.size": _("文件“%(name)s”超过 %(megabytes)s MB，请压缩图片或拆小后再试。"),
    "reading.long-name": _(
        "单位名称有 %(count)s 个字，超过 %(most)s 个字，请核对封面和“编制部门”一行后再导入。"
    ),
    "reading.slow": _(
        "读取文件“%(name)s”用了超过 %(seconds)s 秒的处理器时间，请确认它是一份预算文件，或拆小后再试。"
    ),
    "reading.stuck": _("文件“%(name)s”等了 %(seconds)s 秒还没有读完，可能是机器太忙，请稍后再试。"),
    "reading.storing": _("程序没能存下文件“%(name)s”，没有存入任何内容，请把文件交给网站管理员查看。"),
}


def sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence in the language of the page.

    Raises KeyError when the code has no sentence, or its sentence a place for something that is not given.
    """
    return coded(SENTENCES, code, parameters)
