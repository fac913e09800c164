// Parcel turns scripts that it brings into some without exports, so the files were copied.
import { configure } from 'task-scope';

configure({ base: 'scope' });
