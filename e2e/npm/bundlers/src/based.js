// The files were copied to a folder of the page.
import { configure } from 'task-scope';

configure({ base: 'scope' });
document.body.dataset.ran = 'to its end';
