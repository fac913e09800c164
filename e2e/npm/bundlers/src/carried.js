// The bundler brings the demo's files.
import 'task-scope/demos/counting';

document.body.dataset.ran = 'to its end';
