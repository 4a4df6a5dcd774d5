import type { PictureCase } from '../pictureCase.js';

export function isDark({ props, media }: PictureCase): boolean {
  return props.theme === 'dark' || (props.theme !== 'light' && media?.colorScheme === 'dark');
}
