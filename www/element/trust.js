// The one policy of trusted types, for pages that ask for these: what passes it comes from this script's own files.

let made;

/** `null` where there are no trusted types, or the page allows no policy of this name. */
export function policy() {
  if (made !== undefined) return made;
  try {
    made = globalThis.trustedTypes?.createPolicy('task-scope', { createHTML: String, createScriptURL: String }) ?? null;
  } catch {
    made = null;
  }
  return made;
}
