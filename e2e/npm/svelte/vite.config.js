import { svelte } from '@sveltejs/vite-plugin-svelte';

export default { base: './', build: { assetsInlineLimit: 0 }, plugins: [svelte()] };
