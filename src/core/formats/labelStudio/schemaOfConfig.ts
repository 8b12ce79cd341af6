import {
  EMPTY_SCHEMA,
  type AttributeSpec,
  type LabelClass,
  type LabelSchema,
  type TagGroup,
} from '../../schema/labelSchema';
import { isCheckbox, type Control, type LabelConfig } from './config';
import { JOINTS_CONTROL, TEXT_CONTROL } from './names';
import { tagNames } from './tagNames';

/** What a config says of classes, questions, attributes and relations; `labels` are names that results use besides. */
export function schemaOfConfig(config: LabelConfig | undefined, labels: Iterable<string> = []): LabelSchema {
  const classes = new Map<string, LabelClass>();
  for (const control of config?.controls ?? []) addClasses(control, classes);
  for (const label of labels) if (!classes.has(label)) classes.set(label, { name: label, attributes: [] });
  const controls = config?.controls ?? [];
  const specs = controls.flatMap((control) => {
    const spec = attributeOf(control);
    return spec ? [{ spec, only: control.attributes.get('whenLabelValue') }] : [];
  });
  return {
    ...EMPTY_SCHEMA,
    classes: [...classes.values()].map((each) => ({
      ...each,
      attributes: specs.filter(({ only }) => !only || only === each.name).map(({ spec }) => spec),
    })),
    tags: config ? tagGroups(config) : [],
    relations: config?.relations ?? [],
  };
}

function addClasses({ type, options, name: control }: Control, classes: Map<string, LabelClass>): void {
  if (!type.endsWith('labels') || control === JOINTS_CONTROL) return;
  for (const { name, attributes } of options) {
    if (classes.has(name)) continue;
    const color = colorOf(attributes.get('background'));
    const key = attributes.get('hotkey');
    const id = attributes.get('category');
    classes.set(name, {
      name,
      ...(id !== undefined && /^\d{1,15}$/.test(id) && { id: Number(id) }),
      ...(color !== undefined && { color }),
      ...(key !== undefined && /^[0-9a-z]$/i.test(key) && { key: key.toLowerCase() }),
      attributes: [],
    });
  }
}

function colorOf(background: string | undefined): string | undefined {
  if (background === undefined || !/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(background)) return undefined;
  return background.length === 4 ? background.replace(/[0-9a-f]/gi, '$&$&') : background;
}

/** A question that is asked for every region, as an attribute. */
export function attributeOf(control: Control): AttributeSpec | undefined {
  if (!control.perRegion || control.name === TEXT_CONTROL) return undefined;
  const { name, type, options, attributes } = control;
  const names = options.map((option) => option.name);
  if (isCheckbox(control)) return { name, type: 'checkbox' };
  if (type === 'choices' || type === 'taxonomy') {
    const isMany = type === 'taxonomy' || attributes.get('choice') === 'multiple';
    return names.length === 0 ? undefined : { name, type: isMany ? 'multichoice' : 'choice', options: names };
  }
  if (type === 'number') return { name, type, ...limitsOf(attributes) };
  if (type === 'rating')
    return { name, type: 'number', min: 0, max: Number(attributes.get('maxRating')) || 5, step: 1 };
  return type === 'textarea' || type === 'datetime' ? { name, type: 'text' } : undefined;
}

function limitsOf(attributes: ReadonlyMap<string, string>): { min?: number; max?: number; step?: number } {
  const entries = (['min', 'max', 'step'] as const).flatMap((key) => {
    const value = Number(attributes.get(key) || NaN);
    return Number.isFinite(value) ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function tagGroups(config: LabelConfig): readonly TagGroup[] {
  const names = tagNames(config);
  return config.controls.flatMap((control): TagGroup[] => {
    const options = names.options(control);
    if (options.length === 0) return [];
    const isMany = control.type === 'taxonomy' || control.attributes.get('choice') === 'multiple';
    return [
      {
        name: control.name,
        choice: isMany ? 'multiple' : 'single',
        required: control.attributes.get('required') === 'true',
        options: options.map((name) => ({ name })),
      },
    ];
  });
}
