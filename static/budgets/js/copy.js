// A button beside each text that is there to be copied (.cite-text): a citation, the code of a frame. Without
// scripts the text is selected by one click (user-select: all). The words come with the script's own tag:
//
//   <script src="copy.js" data-citation="复制引用" data-code="复制代码" data-done="已复制" data-failed="…" defer></script>
(() => {
  'use strict';

  const words = document.currentScript.dataset;

  function select(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Whether the words of that element are in the clipboard now; else they are selected for the reader to copy. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text.textContent.trim().replace(/\s+/g, ' '));
      return true;
    } catch { // not allowed, or no clipboard at an address without https
      select(text);
      return document.execCommand('copy');
    }
  }

  for (const text of document.querySelectorAll('.cite-text')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'chart-save';
    button.textContent = text.tagName === 'CODE' ? words.code : words.citation;
    const said = document.createElement('span'); // in the page before anything is said, or it is not read out
    said.setAttribute('role', 'status');
    said.className = 'muted';
    const line = document.createElement('p');
    line.className = 'copy-line';
    line.append(button, ' ', said);
    text.after(line);
    button.addEventListener('click', async () => {
      said.textContent = '';
      said.textContent = (await copy(text)) ? words.done : words.failed;
    });
  }
})();
