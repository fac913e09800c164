// Pages that are hard on the element, each a row of a table: it comes to life in all of them, or says why it can't.

import { hosts } from './hostile/row.js';
import { globals } from './hostile/globals.js';
import { places } from './hostile/places.js';
import { policies } from './hostile/policies.js';
import { sizes } from './hostile/sizes.js';
import { styles } from './hostile/styles.js';
import { widths } from './hostile/widths.js';

hosts([...widths, ...sizes, ...styles, ...globals, ...policies, ...places]);
