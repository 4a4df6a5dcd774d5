import * as accessibility from '@storybook/addon-a11y/preview';
import { composeStories, setProjectAnnotations, type composeStory, type Meta } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import preview from '../../.storybook/preview.js';
import { LONGEST_WAIT_MS } from '../support/longWaits.js';

const annotations = setProjectAnnotations([accessibility, preview]);
beforeAll(annotations.beforeAll);

/** A story's own waiting is for what it names, and not for a second. */
configure({ asyncUtilTimeout: LONGEST_WAIT_MS });

/** As large as Storybook's canvas is by default. */
beforeAll(() => page.viewport(1200, 900));

type Stories = Parameters<typeof composeStories>[0] & { readonly default: Meta };
const files = import.meta.glob<Stories>('../../stories/*.stories.tsx', { eager: true });

it('has stories to try', () => {
  expect(Object.keys(files).length).toBeGreaterThan(1);
});

describe.each(Object.values(files))('$default.title', (stories) => {
  const composed: Record<string, ReturnType<typeof composeStory>> = composeStories(stories);
  it.each(Object.entries(composed))(
    '%s is drawn, does what it is played, and axe finds nothing',
    async (_, story) => {
      await story.run();
      const reports = story.reporting.reports;
      expect(reports.map(({ type, status }) => [type, status])).toEqual([['a11y', 'passed']]);
    },
  );
});
