// Defines <task-scope>: loads the module once a page, and mounts an app in each element's open shadow root.
// Children of the element are what is read where scripts or WebAssembly are missing.

const glue = new URL('./taskscope.js', import.meta.url).href;
const wasm = new URL('./taskscope_bg.wasm', import.meta.url);
const sheet = new URL('./task-scope.css', import.meta.url);

let loading;

/** The module, its glue and the style sheet: downloaded and compiled once, whatever the number of elements. */
function load() {
  loading ??= Promise.all([compile(), import(glue), style()]).then(async ([module, exports, styles]) => {
    await exports.default({ module_or_path: module });
    return { module, exports, styles, another: another(module) };
  });
  // A failure is not for ever: an element that comes later tries again.
  loading.catch(() => (loading = undefined));
  return loading;
}

/**
 * Makes another instance of the module on this thread, for a program that is to run there: a script of the same text at
 * another address is a script of its own.
 */
const another = (module) => async (number) => {
  const exports = await import(`${glue}?instance=${number}`);
  const { memory } = await exports.default({ module_or_path: module });
  return { RunningProgram: exports.RunningProgram, memory };
};

async function compile() {
  if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly');
  const response = await fetch(wasm);
  if (!response.ok) throw new Error(`the program could not be loaded (${response.status})`);
  const isWasm = response.headers.get('Content-Type')?.startsWith('application/wasm');
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

async function style() {
  const response = await fetch(sheet);
  if (!response.ok) throw new Error(`its style sheet could not be loaded (${response.status})`);
  const styles = new CSSStyleSheet();
  styles.replaceSync(await response.text());
  return styles;
}

class TaskScope extends HTMLElement {
  #mounted;

  async connectedCallback() {
    this.setAttribute('state', 'loading');
    try {
      const { module, exports, styles, another } = await load();
      if (!this.isConnected || this.#mounted) return;
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [styles];
      const root = document.createElement('div');
      root.className = 'root';
      shadow.replaceChildren(root);
      const isPage = this.getAttribute('view') === 'full';
      const query = isPage ? location.search : this.#query();
      const theme = this.getAttribute('theme') ?? 'auto';
      this.setAttribute('state', 'ready');
      this.#mounted = exports.mount(root, this, new exports.Loaded(module, glue, another), query, isPage, theme);
    } catch (error) {
      this.#fail(error);
    }
  }

  disconnectedCallback() {
    this.#mounted?.unmount();
    this.#mounted = undefined;
  }

  #query() {
    const named = ['demo', 'variant', 'clock', 'axis', 'step'].filter((name) => this.hasAttribute(name));
    return new URLSearchParams(named.map((name) => [name, this.getAttribute(name)])).toString();
  }

  #fail(error) {
    this.setAttribute('state', 'failed');
    const message = document.createElement('p');
    message.setAttribute('role', 'alert');
    message.textContent = `taskscope can't run here: ${error.message}. It needs WebAssembly and module scripts; every current browser has them.`;
    this.prepend(message);
  }
}

if (!customElements.get('task-scope')) customElements.define('task-scope', TaskScope);
