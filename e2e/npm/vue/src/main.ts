import 'task-scope/vue';
import 'task-scope/demos/counting';
import { createApp } from 'vue';
import App from './App.vue';

window.addEventListener('task-scope-step', ({ detail }) => void detail.step);
createApp(App).mount('#app');
