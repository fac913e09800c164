// The playground's own page: it keeps the site for visits without a network, and says when a newer version is there.

/** A release has one; what is served while it is worked on is never kept. */
const version = '';

if (version && navigator.serviceWorker) {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  // A browser or a policy that forbids it goes on without.
  addEventListener('load', () => idle(() => keep(navigator.serviceWorker).catch(() => {})));
}

async function keep(worker) {
  let wasKept = Boolean(worker.controller);
  const registration = await worker.register('offline.js');
  const tellIfWaiting = () => registration.waiting && wasKept && tell(registration);
  const watch = (next) => next?.addEventListener('statechange', tellIfWaiting);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  watch(registration.installing);
  tellIfWaiting();
  worker.addEventListener('controllerchange', () => {
    // The first worker that keeps this page is of the page's own version; a later one is not.
    if (wasKept) tell(registration);
    wasKept = true;
  });
  document.addEventListener('visibilitychange', () => document.hidden || registration.update().catch(() => {}));
  // What this visit has loaded until now came before anybody kept it.
  const { active } = await worker.ready;
  active.postMessage({ keep: performance.getEntriesByType('resource').map(({ name }) => name) });
}

/** Says so, once. The other version takes over as soon as the visitor wants it. */
function tell(registration) {
  if (document.querySelector('.new-version')) return;
  const notice = document.createElement('p');
  notice.className = 'new-version';
  // The page around it may be in another language.
  notice.lang = 'en';
  notice.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.textContent = 'Reload';
  button.addEventListener('click', () => {
    if (!registration.waiting) return location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    registration.waiting.postMessage({ takeOver: true });
  });
  notice.append('A new version is here. ', button);
  document.body.append(notice);
}
