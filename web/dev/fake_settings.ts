// SPDX-License-Identifier: Apache-2.0
// FOR DEVELOPMENT OF THE PAGES ONLY: what the fake server says about itself.
import type { Settings } from '../chat/contract.ts';

export const fakeSettings: Settings = {
  agreement: {
    version: '1',
    text: [
      '一、本服务提供由人工智能生成的陪伴聊天。聊天对象不是真人。',
      '二、生成的内容带有“内容由AI生成”的文字标识，导出的文件也带有标识。请不要去除标识。',
      '三、你可以随时退出，也可以查看、复制和删除自己的对话。',
      '四、当你明确表示要伤害自己，或生命、重大财产有危险时，我们会联系你的监护人或紧急联系人，但不会告知聊天内容。',
      '五、未成年人使用专门模式，有时长限制和夜间休息，不提供虚拟亲密关系。',
    ].join('\n'),
  },
  label: '内容由AI生成',
  locales: ['zh-CN', 'en'],
  self_registration: true,
  emergency_contact_required: true,
  characters: [
    { id: 'xiaoan', name: '小安', min_age: 0 },
    { id: 'teacher', name: '周老师', min_age: 8 },
    { id: 'linwan', name: '林晚', min_age: 18 },
  ],
  models: ['demo'],
  channels: ['sms', 'email', 'webhook'],
  help_lines: [
    { number: '12356', name: '心理援助热线', hours: '24小时' },
    { number: '110', name: '报警', hours: '24小时' },
    { number: '120', name: '急救', hours: '24小时' },
    { number: '12355', name: '青少年热线', hours: '8:00-22:00' },
  ],
};
