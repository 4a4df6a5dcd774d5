import type { Preview } from '@storybook/react-vite';
import '../src/ui/styles.css';

const BACKGROUNDS = { light: '#ffffff', dark: '#14161a' } as const;

/** The toolbar's theme; anything unknown in the address is light. */
function readTheme(value: unknown): 'light' | 'dark' {
  return value === 'dark' ? 'dark' : 'light';
}

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    // An accessibility finding fails the story's test.
    a11y: { test: 'error' },
    controls: { expanded: true },
  },
  initialGlobals: { theme: 'light' },
  globalTypes: {
    theme: {
      description: 'The page around the component, and its theme',
      toolbar: {
        title: 'Theme',
        icon: 'contrast',
        items: [
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
        dynamicTitle: true,
      },
    },
  },
  decorators: [
    (Story, { args, globals, parameters }) => {
      const theme = readTheme(globals['theme']);
      const inset = parameters['layout'] === 'fullscreen' ? { height: '100vh' } : { padding: 16 };
      return (
        <div
          data-theme={theme}
          style={{ ...inset, boxSizing: 'border-box', background: BACKGROUNDS[theme], colorScheme: theme }}
        >
          {/* A story's own theme wins over the toolbar's. */}
          <Story args={{ theme, ...args }} />
        </div>
      );
    },
  ],
};

export default preview;
