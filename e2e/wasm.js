// Makes small modules of WebAssembly by hand, for tests of what runs them.

/** What each function takes and gives: `i` is an i32 and `d` an f64. */
const TYPES = {
  taskscope_version: '>i',
  taskscope_room: 'i>i',
  taskscope_start: 'i>i',
  taskscope_turn: 'ii',
  taskscope_state: '>i',
  taskscope_frame: 'i',
  taskscope_long_task: 'idd',
  taskscope_end: '',
};

/** A module that has all it needs and does nothing: its run goes on for ever. */
export const PLAIN = {
  imports: [],
  functions: {
    taskscope_version: [['const', 1]],
    taskscope_room: [['const', 1024]],
    taskscope_start: [['const', 1]],
    taskscope_turn: [],
    taskscope_state: [['const', 0]],
    taskscope_frame: [],
    taskscope_long_task: [],
    taskscope_end: [],
  },
};

const I32 = 0x7f;
const KINDS = { i: I32, d: 0x7c };

/** What functions can do. */
const OPERATIONS = {
  const: (value) => [0x41, ...signed(value)],
  call: (imported) => [0x10, ...unsigned(imported)],
  drop: () => [0x1a],
  /** Adds one to what is at an address. */
  count: (at) => [0x41, ...signed(at), 0x41, ...signed(at), 0x28, 2, 0, 0x41, 1, 0x6a, 0x36, 2, 0],
};

/** The bytes of a module: one page of memory, imports as `[group, name, type]`, and functions by their names. */
export function module({ imports, functions }) {
  const own = Object.entries(functions).filter(([, body]) => body);
  const types = [...imports.map(([, , type]) => type), ...own.map(([name]) => TYPES[name])];
  const exported = own.map(([name], index) => [...text(name), 0, ...unsigned(imports.length + index)]);
  const bodies = own.map(([, body]) => {
    const code = [0, ...body.flatMap(([operation, value]) => OPERATIONS[operation](value)), 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types.map(typeOf)),
    ...section(2, imports.map(([group, name], index) => [...text(group), ...text(name), 0, ...unsigned(index)])),
    ...section(3, own.map((_, index) => unsigned(imports.length + index))),
    ...section(5, [[0, 1]]),
    ...section(7, [[...text('memory'), 2, 0], ...exported]),
    ...section(10, bodies),
  ]);
}

function typeOf(type) {
  const [takes, gives = ''] = type.split('>');
  return [0x60, ...vector([...takes].map((kind) => [KINDS[kind]])), ...vector([...gives].map((kind) => [KINDS[kind]]))];
}

function section(id, items) {
  const content = vector(items);
  return [id, ...unsigned(content.length), ...content];
}

function vector(items) {
  return [...unsigned(items.length), ...items.flat()];
}

function text(text) {
  return vector([...new TextEncoder().encode(text)].map((byte) => [byte]));
}

function unsigned(value) {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value) {
  const byte = ((value % 128) + 128) % 128;
  const rest = (value - byte) / 128;
  const isLast = (rest === 0 && byte < 64) || (rest === -1 && byte >= 64);
  return isLast ? [byte] : [byte + 128, ...signed(rest)];
}
