"""Words of a Word file that look hidden and may be seen: white on a dark ground, hidden by one style and shown by another."""

from tests.readers.test_word import tbl


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


SEEN_WORDS = {
    "white on a dark cell": tbl(
        "<w:tr>"
        + 2
        * (
            '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr><w:p>'
            + run("看得见", '<w:color w:val="FFFFFF"/>')
            + "</w:p></w:tc>"
        )
        + "</w:tr>"
    ),
    "white on a dark paragraph": "<w:p><w:pPr><w:shd w:val='clear' w:fill='1F3864'/></w:pPr>"
    + run("看得见", '<w:color w:val="FFFFFF"/>')
    + "</w:p>",
    "white in a paragraph of a dark style": "<w:p><w:pPr><w:pStyle w:val='Dark'/></w:pPr>"
    + run("看得见", '<w:color w:val="FFFFFF"/>')
    + "</w:p>",
    "white in a table whose style has dark rows": "<w:tbl><w:tblPr><w:tblStyle w:val='Heading'/></w:tblPr><w:tr>"
    + 2 * ("<w:tc><w:p>" + run("看得见", '<w:color w:val="FFFFFF"/>') + "</w:p></w:tc>")
    + "</w:tr></w:tbl>",
    "white in a dark text box": "<w:p><w:r><w:pict><v:rect fillcolor='#1F3864'><v:textbox><w:txbxContent><w:p>"
    + run("看得见", '<w:color w:val="FFFFFF"/>')
    + "</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>",
    "white where a picture lies behind the text": "<w:p><w:r><w:drawing><wp:anchor xmlns:wp='urn:wp' behindDoc=\"1\"/>"
    "</w:drawing></w:r>" + run("看得见", '<w:color w:val="FFFFFF"/>') + "</w:p>",
    "white on a pattern": "<w:p>"
    + run("看得见", '<w:color w:val="FFFFFF"/><w:shd w:val="pct50" w:fill="FFFFFF"/>')
    + "</w:p>",
    "a colour of the theme": "<w:p>" + run("看得见", '<w:color w:themeColor="accent1"/>') + "</w:p>",
    "automatic on black": "<w:p>"
    + run("看得见", '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>')
    + "</w:p>",
    "hidden on a web page only": "<w:p>" + run("看得见", "<w:webHidden/>") + "</w:p>",
    "shown in spite of its style": "<w:p><w:pPr><w:pStyle w:val='Aside'/></w:pPr>"
    + run("看得见", '<w:vanish w:val="0"/>')
    + "</w:p>",
    "hidden by two styles, which undo each other": "<w:p><w:pPr><w:pStyle w:val='Aside'/></w:pPr>"
    + run("看得见", '<w:rStyle w:val="Secret"/>')
    + "</w:p>",
    "four points high": "<w:p>" + run("看得见", '<w:sz w:val="8"/>') + "</w:p>",
}
