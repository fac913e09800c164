export default {
  mode: 'production',
  entry: './src/carried.js',
  output: { path: new URL('dist/webpack', import.meta.url).pathname, filename: 'bundle.js', assetModuleFilename: '[name]-[hash][ext]' },
};
