// What the element's script makes of names and packs that are not as they should be; in Node, with files that are made up.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';

const listeners = { addEventListener() {}, removeEventListener() {} };
globalThis.document = { ...listeners, baseURI: 'https://page.example/', head: { querySelector: () => null } };
const { Site, configure } = await import('../www/element/site.js');
configure({ base: 'https://site.example/' });

const { fetch } = globalThis;
afterEach(() => Object.assign(globalThis, { fetch }));

/** Has each address answered with these bytes, and gives those that were asked for. */
function answering(body) {
  const asked = [];
  globalThis.fetch = async (address) => (asked.push(String(address)), new Response(body));
  return asked;
}

/** A pack with this head. */
function packed(head, length = Buffer.byteLength(head)) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(length);
  return Buffer.concat([size, Buffer.from(head), Buffer.from('rest')]);
}

test('a pack comes with its head and its bytes, zipped or not', async () => {
  for (const body of [packed('{"slug":"one"}'), gzipSync(packed('{"slug":"one"}'))]) {
    const asked = answering(body);
    const { head, bytes } = await new Site().pack('one');
    assert.deepEqual(head, { slug: 'one' });
    assert.equal(Buffer.from(bytes).toString(), 'rest');
    assert.deepEqual(asked, ['https://site.example/demos/one.pack']);
  }
});

for (const name of ['../../evil@1/x', '..%2fx', 'Counting', 'a/b', 'a?b', '', 'x.pack#']) {
  test(`“${name}” is no demo, and nothing is asked for`, async () => {
    const asked = answering(packed('{}'));
    await assert.rejects(new Site().pack(name), /^Error: there is no demo “/);
    assert.deepEqual(asked, []);
  });
}

const zipped = gzipSync(packed('{"slug":"one"}'));
const DAMAGED = {
  'is empty': Buffer.alloc(0),
  'ends in its length': Buffer.from([1, 0]),
  'ends in its head': packed('{"slug":"one"}', 1000),
  'has a head that is no JSON': packed('{"slug":'),
  'was cut off while it was zipped': zipped.subarray(0, 20),
  'was changed while it was zipped': Buffer.concat([zipped.subarray(0, 12), Buffer.alloc(8, 0xff), zipped.subarray(20)]),
  'grows without an end': gzipSync(Buffer.alloc(64 * 2 ** 20 + 1)),
};

for (const [fault, body] of Object.entries(DAMAGED)) {
  test(`a pack that ${fault} is damaged, in one sentence`, async () => {
    answering(body);
    await assert.rejects(new Site().pack('one'), {
      message: "demos/one.pack is damaged; publish the site's files anew, all of one version",
    });
  });
}
