import { Dataset, Group, type File } from 'jsfive';
import { CommandFailure } from '../commandFailure.js';
import { DAMAGED } from './openHdf5.js';

/** The most groups and datasets that are visited, and how deep, since a group may contain itself. */
const MAX_MEMBERS = 2000;
const MAX_DEPTH = 16;
const MAX_LISTED = 20;

/** What a path leads to: `unreadable` in a damaged file, `nowhere` for a link without a target. */
type Member = Dataset | Group | 'unreadable' | 'nowhere';

/** A dataset, and the group in which it lies. */
export interface FoundDataset {
  /** From the root, without a leading slash. */
  readonly path: string;
  readonly dataset: Dataset;
}

/**
 * Finds a dataset by its path from the root, with or without a leading slash; else the only one in any group whose path ends
 * with that.
 * @throws CommandFailure that lists the datasets of the file
 */
export function findDataset(file: File, name: string): FoundDataset {
  const path = splitPath(name).join('/');
  const member = memberAt(file, path);
  if (member instanceof Dataset) return { path, dataset: member };
  if (member === 'unreadable') throw new CommandFailure(`'${path}' cannot be read: ${DAMAGED}.`);
  if (member === 'nowhere') throw new CommandFailure(`'${path}' is a link that leads nowhere in this file.`);
  const all = listDatasets(file);
  const ending = all.filter((found) => member === null && found.path.endsWith(`/${path}`));
  const [only] = ending;
  if (only !== undefined && ending.length === 1) return only;
  const paths = (ending.length > 1 ? ending : all).map((found) => found.path);
  const shown = paths.slice(0, MAX_LISTED).join(', ');
  const more = paths.length > MAX_LISTED ? ` and ${paths.length - MAX_LISTED} more` : '';
  const found = paths.length === 0 ? 'nothing' : `${shown}${more}`;
  const isGroup = member === null ? '' : `'${path}' is a group: `;
  throw new CommandFailure(
    `${isGroup}expected a dataset '${name}', found ${found}: --dataset names another.`,
  );
}

/** A dataset beside another, or in a group around it; null where there is none. */
export function findBeside(file: File, { path }: FoundDataset, name: string): FoundDataset | null {
  const groups = splitPath(path).slice(0, -1);
  for (let depth = groups.length; depth >= 0; depth--) {
    const beside = [...groups.slice(0, depth), name].join('/');
    const member = memberAt(file, beside);
    if (member instanceof Dataset) return { path: beside, dataset: member };
  }
  return null;
}

function splitPath(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function memberAt(file: File, path: string): Member | null {
  let member: Member | null = file;
  for (const part of splitPath(path)) {
    if (!(member instanceof Group)) return null;
    member = memberOf(member, part);
  }
  return member;
}

function memberOf(group: Group, name: string): Member | null {
  if (!group.keys.includes(name)) return null;
  try {
    return group.get(name) ?? 'nowhere';
  } catch {
    return 'unreadable';
  }
}

function listDatasets(file: File): FoundDataset[] {
  const found: FoundDataset[] = [];
  const groups: { group: Group; path: string; depth: number }[] = [{ group: file, path: '', depth: 0 }];
  let seen = 0;
  for (let i = 0; i < groups.length && seen < MAX_MEMBERS; i++) {
    const { group, path, depth } = groups[i]!;
    for (const name of group.keys.slice(0, MAX_MEMBERS)) {
      const member = memberOf(group, name);
      seen += 1;
      if (member instanceof Dataset) found.push({ path: path + name, dataset: member });
      else if (member instanceof Group && depth < MAX_DEPTH)
        groups.push({ group: member, path: `${path}${name}/`, depth: depth + 1 });
    }
  }
  return found;
}
