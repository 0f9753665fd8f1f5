import type { TranslationBundle } from '@jupyterlab/translation';
import { type AuditGroup, type AuditPayload, hasConflict, holdsCopies, holdsNearTwins, isAcrossSplits } from 'fer-core/views';
import React from 'react';
import { GrayImage } from '../pictures/gray-image';
import { type AuditEntry, doubtfulLabels } from './audit-choice';

/** Images of a group that are shown before it is enlarged. */
const MOST_IMAGES = 12;
/** Sides of a picture on the screen in CSS pixels. */
const SIZE = { small: 72, large: 160 };

/** The images of an entry that are shown. */
export function shownImages({ images }: AuditEntry, open: boolean): readonly number[] {
  return open ? images : images.slice(0, MOST_IMAGES);
}

interface EntryCardProps {
  payload: AuditPayload;
  entry: AuditEntry;
  /** Of the shown images, none while they load; null where there are no pictures. */
  pixels: readonly Uint8Array[] | null;
  open: boolean;
  focused: boolean;
  onFocus: () => void;
  onOpen: () => void;
  trans: TranslationBundle;
}

/** A group as a row of pictures, or one picture: split, label and id below each; what is wrong with the group above. */
export function EntryCard({ payload, entry, pixels, open, focused, onFocus, onOpen, trans }: EntryCardProps): React.ReactElement {
  const { group, images } = entry;
  const { splits, labels, images: all, pictures } = payload;
  const shown = shownImages(entry, open);
  const doubtful = group ? doubtfulLabels(group, all.labels) : new Set<number>();
  return (
    <button className="fer-audit-entry" aria-pressed={open} tabIndex={focused ? 0 : -1} onFocus={onFocus} onClick={onOpen}>
      {group && <GroupHead group={group} images={all} trans={trans} />}
      <span className="fer-audit-images">
        {shown.map((image, position) => {
          const [id, split, label] = [all.ids[image], splits[all.splits[image]].split, labels[all.labels[image]]];
          const isDoubtful = doubtful.has(all.labels[image]);
          return (
            <span key={image} className="fer-audit-image" data-fer-id={id} title={trans.__('%1\n%2, labelled %3', id, split, label)}>
              {pixels && pictures && (
                <GrayImage pixels={pixels[position]} height={pictures.height} width={pictures.width} size={open ? SIZE.large : SIZE.small} />
              )}
              <span className="fer-audit-label" data-fer-doubtful={isDoubtful}>
                {isDoubtful ? `≠ ${label}` : label}
              </span>
              <span className="fer-faint">{split}</span>
              <span className="fer-audit-id fer-faint">
                <bdi>{open ? id : baseName(id)}</bdi>
              </span>
            </span>
          );
        })}
        {shown.length < images.length && <span className="fer-faint">{trans.__('and %1 more', images.length - shown.length)}</span>}
      </span>
    </button>
  );
}

function GroupHead({ group, images, trans }: { group: AuditGroup; images: AuditPayload['images']; trans: TranslationBundle }): React.ReactElement {
  const kind = !holdsNearTwins(group) ? trans.__('exact') : holdsCopies(group) ? trans.__('exact and near') : trans.__('near');
  return (
    <span className="fer-audit-head">
      <span>{kind}</span>
      {holdsNearTwins(group) && (
        <span className="fer-faint" title={trans.__('Correlation of the least alike of its pairs')}>
          {group.correlation.toFixed(3)}
        </span>
      )}
      {isAcrossSplits(group, images) && (
        <span className="fer-audit-mark" data-fer-mark="across">
          {trans.__('⇄ across splits')}
        </span>
      )}
      {hasConflict(group, images) && (
        <span className="fer-audit-mark" data-fer-mark="conflicting">
          {trans.__('≠ labels differ')}
        </span>
      )}
    </span>
  );
}

/** Folders say the split and the label once more. */
function baseName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
