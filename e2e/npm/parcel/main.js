import 'task-scope/demos/counting';
