/**
 * What a first run would find one by one, each time with a reload in the middle of a test.
 * What src begins to import belongs here; test/architecture looks.
 */
export const PREBUNDLED = [
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  'three',
  '@react-three/fiber',
  '@react-three/drei',
  'zustand',
  'zustand/vanilla',
  'd3-array',
  'd3-scale-chromatic',
  '@testing-library/react',
  '@testing-library/user-event',
  '@testing-library/jest-dom/vitest',
  'fast-check',
  'storybook/test',
  '@storybook/react-vite',
  '@storybook/addon-a11y/preview',
];
