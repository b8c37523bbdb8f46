// Suggestions under a search box: a combobox with a list. Without scripts the box is an ordinary one. Markup:
//
//   <div data-suggest="/search/suggestions.json" data-said="COUNT suggestions"><input type="search" name="q" id="q"></div>
(() => {
  'use strict';

  const WAIT = 150; // milliseconds after the last key

  function make(tag, attributes) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function combobox(box) {
    const input = box.querySelector('input');
    const list = make('ul', { id: `${input.id}-list`, role: 'listbox', class: 'suggestions', hidden: '' });
    const label = input.labels[0];
    list.setAttribute('aria-label', label ? label.textContent.trim() : input.getAttribute('aria-label'));
    const said = make('p', { role: 'status', class: 'visually-hidden' });
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
    })) input.setAttribute(name, value);
    box.append(list, said);
    let at = -1;
    let timer = 0;
    let asked = '';

    const options = () => [...list.children];

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function choose(option) {
      input.value = option.textContent;
      close();
      input.form.requestSubmit();
    }

    function show(titles) {
      list.replaceChildren(...titles.map((title, n) => {
        const option = make('li', { role: 'option', id: `${list.id}-${n}`, 'aria-selected': 'false', lang: 'zh-Hans' });
        option.textContent = title;
        return option;
      }));
      said.textContent = titles.length ? box.dataset.said.replace('COUNT', titles.length) : '';
      if (!titles.length) { close(); return; }
      at = -1;
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
    }

    function move(step) {
      const all = options();
      if (list.hidden || !all.length) return;
      if (all[at]) all[at].setAttribute('aria-selected', 'false');
      at = (at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length;
      all[at].setAttribute('aria-selected', 'true');
      all[at].scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', all[at].id);
    }

    async function ask() {
      const words = input.value.trim();
      if (!words) { asked = ''; show([]); return; }
      if (words === asked) return;
      asked = words;
      try {
        const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`);
        const { suggestions } = await answer.json();
        if (asked === words && document.activeElement === input) show(suggestions.filter((title) => title !== words));
      } catch {
        close(); // the box still works
      }
    }

    input.addEventListener('input', (event) => {
      if (event.isComposing) return; // pinyin that is not yet a word
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener('compositionend', () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (list.hidden) return;
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'Enter' && at >= 0) {
        event.preventDefault();
        choose(options()[at]);
      } else if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) choose(option);
    });
    input.addEventListener('blur', close);
  }

  document.querySelectorAll('[data-suggest]').forEach(combobox);
})();
