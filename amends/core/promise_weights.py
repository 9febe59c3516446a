"""How much words weigh when something is promised; written by `python -m tools.weigh_promises` (decision 0025).

Each entry is a sign and its weight. A sign is a word (in Chinese a character) or two in a row, ``^`` and ``$`` stand
for the edges of a clause, ``<`` and ``>`` before a word for the clause before and after, ``⌛`` for a time ahead,
``⌚`` for one that is over, ``#`` for a figure.
"""

from __future__ import annotations

# Learned from tests/labelled/promises/development, sha256 2db3e8f6a980140a2527a53af9dde8f6
_ZH = """
#d 1.6 | #。 -0.11 | #块 0.84 | - -0.22 | : 0.43 | <# -0.72 | <asks> -3.15 | <base> -2.31 | <first> -0.96
<quoted> -2.02 | <∅ -0.78 | <⌚ -1.13 | <⌛ -0.1 | <。 1.08 | <不 -1.21 | <与 0.51 | <业 -0.41 | <了 -0.3
<于 -0.75 | <人 -0.21 | <他 -0.43 | <供 -1 | <保 -0.18 | <信 -0.78 | <修 0.51 | <做 0.3 | <停 -0.92 | <傅 -0.76
<元 1.03 | <公 -0.32 | <关 -0.28 | <具 1.56 | <写 -2.35 | <到 -0.14 | <前 0.33 | <办 -0.17 | <务 0.09 | <原 -0.6
<反 -0.63 | <品 -0.58 | <场 -0.09 | <天 -1.61 | <好 -0.16 | <子 0.16 | <客 -0.96 | <寄 0.15 | <属 0.15 | <工 -0.52
<差 -0.23 | <已 0.87 | <并 -0.05 | <开 -0.3 | <异 0.14 | <当 -0.82 | <录 -0.47 | <很 -0.42 | <思 -0.53 | <您 -0.79
<情 -1.55 | <意 -0.36 | <我 1.12 | <户 -0.28 | <承 0.65 | <把 -0.25 | <投 -0.23 | <按 -0.75 | <接 -0.88 | <料 1.05
<新 0.98 | <时 -0.67 | <是 -1.57 | <有 -0.14 | <期 -0.07 | <未 -1.47 | <本 -0.62 | <机 -0.48 | <李 -1.86
<条 -1.22 | <来 -1.65 | <查 -0.37 | <标 -0.37 | <歉 0.15 | <流 -0.23 | <片 0.22 | <理 -0.67 | <生 -0.74 | <的 0.2
<着 0.94 | <确 0.25 | <等 0.28 | <答 0.36 | <经 -0.43 | <给 1.41 | <网 -0.06 | <自 -0.23 | <装 0.07 | <要 -0.22
<规 -0.56 | <让 0.57 | <记 -0.08 | <说 -0.64 | <调 -0.56 | <谢 -0.17 | <质 -0.15 | <费 0.44 | <跟 0.22 | <重 0.56
<错 0.52 | <问 0.42 | <防 0.52 | <题 0.13 | ># -2.69 | >; 1.53 | >∅ 1.61 | >⌚ -2.22 | >。 0.24 | >一 -0.83
>不 -1.17 | >两 -0.62 | >为 -1.33 | >也 -0.2 | >了 -1.78 | >于 -0.32 | >他 -0.18 | >件 -1.58 | >你 0.37 | >保 -0.2
>修 -0.23 | >停 -0.74 | >公 -1.15 | >其 -1.77 | >出 0.19 | >别 0.53 | >前 0.2 | >区 -0.2 | >发 0.23 | >可 -0.11
>台 -0.09 | >司 0.87 | >合 -0.37 | >后 -0.2 | >回 0.24 | >她 0.52 | >好 0.35 | >子 0.44 | >完 0.42 | >客 -1.14
>家 -0.83 | >寄 0.66 | >小 -0.07 | >已 -1.9 | >库 0.59 | >应 -1.73 | >录 -0.22 | >意 -0.8 | >我 -0.3 | >换 -1.15
>接 -0.99 | >收 -0.52 | >数 0.69 | >方 -0.77 | >无 -1.1 | >日 -0.68 | >是 -2.05 | >有 -1.19 | >未 -3.54 | >查 -0.97
>检 -0.11 | >歉 -0.72 | >没 -1.69 | >理 -0.23 | >的 -1.25 | >着 -0.23 | >答 -0.91 | >系 -0.65 | >线 0.3 | >行 -0.69
>记 -1.14 | >说 -0.25 | >请 -0.12 | >账 0.38 | >贵 0.69 | >车 1.49 | >这 -2.29 | >里 -0.69 | >面 0.66 | >顺 -0.59
^⌛ -0.07 | ^三 1.19 | ^不 0.64 | ^他 -1.56 | ^你 -1.19 | ^多 0.9 | ^安 0.24 | ^客 -2.84 | ^届 2.47 | ^已 0.76
^当 -0.24 | ^您 -1.72 | ^我 -0.17 | ^收 -0.63 | ^样 0.71 | ^缺 0.44 | ^请 -0.98 | ^跟 0.13 | ^这 0.38 | d 0.09
pcs 0.33 | ⌚ -3.76 | ⌛ 3.76 | ⌛$ -1.77 | ⌛。 -0.83 | ⌛之 2.86 | ⌛会 -0.18 | ⌛前 2.08 | ⌛原 0.78 | ⌛发 0.99
⌛在 0.64 | ⌛寄 0.59 | ⌛就 -0.39 | ⌛已 -1.38 | ⌛开 -0.33 | ⌛恢 -0.13 | ⌛我 1.18 | ⌛把 1.86 | ⌛提 0.1
⌛派 0.22 | ⌛给 0.12 | 、 0.48 | 。 -0.91 | 。$ -0.54 | 一 0.77 | 一下 -0.71 | 一起 0.62 | 三 0.48 | 上 0.48
上。 0.31 | 上传 0.66 | 上门 2.32 | 下来 1.36 | 不 -2.26 | 不收 0.47 | 为 -0.57 | 主任 0.06 | 么 -0.52 | 之 0.16
也 -1.03 | 书 1.48 | 了 -1.81 | 了$ -1.43 | 了。 -0.72 | 事 -1.54 | 亲自 2.4 | 他们 -2.01 | 付 0.25 | 以 0.84
们 -0.36 | 们。 -0.07 | 件 -0.26 | 件。 -0.76 | 件我 0.1 | 休 -2.93 | 会 1.86 | 会在 0.86 | 会有 0.4 | 传 0.28
作 -0.58 | 你 1.59 | 保 -0.85 | 修 0.94 | 做 1.53 | 停 -1.77 | 傅 0.21 | 元 0.8 | 先 -0.17 | 免 0.42 | 全 2.03
公 -0.06 | 关 -0.49 | 出 1.15 | 出。 1.8 | 出来 0.71 | 出货 1.25 | 分 0.18 | 分析 0.41 | 刚 -1.09 | 到 0.43
到⌛ -0.96 | 到。 0.53 | 到您 1.81 | 到贵 0.62 | 前 0.48 | 办 -0.46 | 动 -0.2 | 包裹 -0.06 | 十 -0.89 | 单$ 0.13
厂 -0.56 | 原 0.22 | 去 1.43 | 反 -0.64 | 发 0.22 | 发您 1.2 | 取。 0.18 | 口 0.15 | 只 -0.18 | 可 -2.33 | 台 -0.48
司 0.16 | 合同 -0.13 | 后的 0.63 | 向 0.85 | 告 0.71 | 响 -0.16 | 售 -1.63 | 商 -0.81 | 回 0.64 | 回您 0.35
图 1.07 | 在 -0.68 | 地 0.31 | 块 1.23 | 处 0.11 | 复 0.26 | 天 -0.43 | 套 0.4 | 好$ -0.5 | 好⌛ 0.5 | 如 -1.19
安 0.63 | 完 0.24 | 完成 1.39 | 定 0.64 | 定$ -0.53 | 客户 0.13 | 寄 0.63 | 对 -0.31 | 将 1.08 | 将在 0.98
小 -0.93 | 就 0.06 | 尽 -0.24 | 局 -0.79 | 工 0.25 | 工$ -0.41 | 己 -0.27 | 已 -2.92 | 已答 1.62 | 市 -0.39
师 0.36 | 希 -1.27 | 帮您 0.08 | 常 -1.15 | 年 -2.07 | 并 1.43 | 库 0.45 | 度 -0.16 | 开 -1 | 开门 -0.95 | 得 -0.37
快 -0.63 | 急 -1.53 | 您 0.79 | 您$ 0.15 | 您⌛ -1.56 | 您。 1.78 | 您一 2.34 | 您好 -0.43 | 您家 0.52 | 您的 -0.16
您看 0.35 | 情 -0.46 | 意 -0.6 | 感 -0.4 | 我 1.95 | 我$ -1.27 | 我不 -0.14 | 我去 1.24 | 我方 0.28 | 我让 0.36
户 0.05 | 户。 0.6 | 手 -0.44 | 批 0.75 | 承 0.84 | 把 0.81 | 投 -0.54 | 护 0.38 | 报告 0.4 | 担$ 0.33 | 担。 -2.97
拉 1.18 | 按 -0.52 | 换 1.36 | 排 0.3 | 支 0.29 | 收的 0.43 | 改 1.64 | 数 1.68 | 数据 0.06 | 整 0.48 | 料的 0.66
新 2.44 | 新的 0.12 | 方 -0.14 | 无 -1.52 | 日 -1.89 | 时 -0.27 | 是 -3.33 | 晚⌛ 0.39 | 替 0.93 | 月 -0.3
有 -1.42 | 服务 -0.74 | 期 -0.51 | 未 -3.05 | 样 0.08 | 检 0.32 | 次 -0.16 | 款 0.91 | 步 0.5 | 求 -1.11 | 没 -2.32
法 -2.04 | 流 -0.2 | 测 0.13 | 混 0.38 | 烦 -2.83 | 版 0.85 | 现场 0.62 | 班$ -2.47 | 理 -0.12 | 理$ -0.31
用 -0.18 | 由 0.09 | 由我 2.58 | 电 0.12 | 电话 0.83 | 留 -0.83 | 的 0.4 | 的$ -0.72 | 的事 -0.15 | 监 -0.21
看着 0.2 | 知 0.67 | 短信 0.28 | 科 0.47 | 称 -1.58 | 程 0.89 | 答 0.78 | 答应 0.61 | 签 -0.49 | 算我 1.03
管 -0.45 | 箱 0.5 | 索 -0.05 | 约 1.62 | 线 0.37 | 经 -0.27 | 结 0.3 | 给 2.03 | 给他 1.1 | 给您 1.39 | 给我 -2.64
统 -0.95 | 者 -0.93 | 能 -0.33 | 自 -0.76 | 自己 -0.09 | 药 -0.21 | 行 -0.45 | 补 2.05 | 补发 -0.28 | 表 -1.52
装 2.46 | 裹 -0.16 | 要 -1.59 | 要求 -1.39 | 解 -0.4 | 议 -0.7 | 记 -0.78 | 讲 -0.92 | 评估 2.14 | 误 -0.22
说 -0.9 | 说⌛ -2.59 | 说。 0.11 | 说他 -0.29 | 说明 0.21 | 请 -2.44 | 诺⌛ 0.11 | 谢 -1.67 | 账 0.97 | 贵 1.37
贵司 0.27 | 费 1.66 | 走 1.46 | 跟 1.27 | 路退 0.31 | 身 -0.11 | 车 0.63 | 转 -0.91 | 过去 1.28 | 过目 0.32
运 -0.2 | 进 -0.22 | 退 0.05 | 退还 0.31 | 送 0.64 | 送到 0.31 | 通知 0.75 | 里 0.69 | 重 0.79 | 金 0.4 | 钱 1.23
钱。 1.93 | 镜 1.06 | 长 0.13 | 门 0.47 | 队 0.16 | 陪您 0.66 | 面 1.04 | 面。 -0.22 | 项 0.28 | 顺便 1.96
须 -1.84 | 额 0.49 | 齐 -0.12 | ） 0.18 | ？ -0.63 | ？$ -0.57
"""
_EN = """
! -0.75 | # 0.34 | #_# -0.12 | #_$ -0.18 | #_b 0.07 | #_june 0.76 | #_october 1.13 | #_of -1.42 | #_september 1.14
#_why 0.26 | <# -0.58 | <% 0.34 | <? -1.15 | <action 1.6 | <agreed 1.72 | <alright 0.59 | <analysis 1.29
<and -0.56 | <are -0.59 | <as -1.01 | <asks> -2.63 | <at -0.09 | <base> -2.61 | <be -1.18 | <between 0.92
<by -0.34 | <can -0.08 | <card -0.91 | <charge -0.33 | <checked -0.74 | <closed -0.38 | <comes 0.22
<confirmed 0.4 | <cost 0.79 | <credit 0.5 | <cust -0.65 | <customer -0.85 | <dear -0.92 | <desk -0.48 | <dock 1.09
<engineer 1.58 | <first> -0.94 | <for 0.42 | <good -0.1 | <has -0.2 | <he -0.68 | <hear -0.26 | <hello -1.26
<hi -2.29 | <his -0.62 | <hold -0.2 | <i 0.27 | <i'll 3.5 | <i'm -0.06 | <i've -0.08 | <if -3.14 | <in -0.73
<is -0.1 | <log -0.96 | <mr -0.97 | <new 1.06 | <not -0.86 | <offered 1.21 | <oh -0.82 | <okay -0.24 | <on -0.14
<one 0.1 | <open -0.26 | <order -0.11 | <our 1.09 | <ours 0.31 | <over 0.21 | <painter 1.32 | <pallets 0.51
<pcs 0.39 | <pir 0.34 | <please -0.78 | <promised 0.09 | <question -0.69 | <quoted> -2.54 | <report 0.3
<samples 0.3 | <say -0.82 | <says -0.83 | <second -0.29 | <sent -0.09 | <should -0.12 | <show -0.66 | <so 0.41
<sorry -0.05 | <take 0.2 | <terms -1.74 | <test 0.16 | <thank -1.17 | <thanks -1.48 | <that -0.07 | <that's 0.47
<two 0.42 | <up 1 | <was -1.98 | <we 1.35 | <we'll 3.09 | <were -0.83 | <what -1.69 | <will 0.88 | <writing 1.44
<wrong 0.9 | <yes -0.43 | <your 0.39 | <∅ -0.61 | <⌚ -3.04 | <⌛ 0.62 | ># -0.5 | >? -1.01 | >a -0.92
>again -0.67 | >agent -0.09 | >am 1.1 | >and 0.88 | >are -1.29 | >asked 0.51 | >at -0.33 | >be -0.72 | >before 0.07
>both -2.17 | >by 0.47 | >c -0.11 | >call -0.7 | >calls -0.19 | >charge 1.18 | >claim -0.07 | >closed -0.27
>cost 0.81 | >courier 0.87 | >cust -0.59 | >customer -0.11 | >did -0.7 | >do -0.2 | >down 0.35 | >fix -0.68
>for 0.13 | >found -1.31 | >good 0.49 | >got -0.27 | >guest -0.93 | >have -0.86 | >he -0.44 | >here -0.17
>his -0.14 | >honestly -0.14 | >i -0.53 | >in -0.45 | >invoice 0.74 | >is -1.16 | >issue 1.41 | >it -0.35
>leave 0.51 | >left -0.49 | >line -0.82 | >mail 0.42 | >new -0.26 | >no -0.49 | >nobody -0.97 | >not -1.12
>note 0.64 | >number 0.4 | >of -0.6 | >office 0.53 | >ok -0.06 | >old 0.25 | >on -0.33 | >one 0.05 | >or -1
>our -0.85 | >pcs 1.11 | >pick 0.5 | >receipt -0.3 | >right -0.18 | >ring -1.04 | >room 0.13 | >says -0.24
>see -0.09 | >sent -0.1 | >ship 0.34 | >since -0.21 | >site -0.14 | >that -0.52 | >the -0.78 | >told -0.76
>two -0.97 | >under -0.08 | >van 0.07 | >wants -0.27 | >was -2.3 | >we -1.34 | >we'll -2.07 | >were -1.85
>what -0.92 | >when -0.61 | >will -0.58 | >yes -0.4 | >you 0.31 | >your -0.18 | >∅ 0.51 | >⌚ -0.64 | >⌛ 1.15
^_# 0.87 | ^_and 0.18 | ^_as -0.2 | ^_both -0.57 | ^_committed 0.84 | ^_containment 0.43 | ^_cust -1.61
^_customer -1.3 | ^_dear -0.68 | ^_dr 0.76 | ^_expect 1.93 | ^_first 0.24 | ^_free -0.31 | ^_from 0.47
^_give 0.68 | ^_guest -0.41 | ^_he -2.1 | ^_hi -0.32 | ^_i'll 1.6 | ^_i've -0.48 | ^_in -0.35 | ^_it -1.34
^_it's -0.42 | ^_mr -0.77 | ^_mrs -0.3 | ^_no 0.08 | ^_offered 0.57 | ^_okay -0.13 | ^_owner 1.56 | ^_please -0.84
^_promised 0.54 | ^_repl 1.72 | ^_same 0.31 | ^_she -1.04 | ^_so -0.83 | ^_sorry 0.12 | ^_that's -0.08 | ^_the -0.3
^_told 0.26 | ^_voucher 0.78 | ^_we -0.16 | ^_we'll 1.42 | ^_which -0.56 | ^_you -0.96 | ^_your -0.81 | ^_⌛ 0.08
a 0.22 | a_new 0.19 | account 0.86 | action 0.24 | action_# 1.32 | afraid -1.19 | after_$ 0.52 | again_$ 0.42
agent -0.14 | agreed 0.49 | all 1.34 | all_# 0.17 | all_of 0.18 | already -1.82 | amount 0.27 | an -0.12
and_the -0.35 | and_will -0.16 | and_you -0.25 | answered -0.55 | apologise -0.53 | apology 0.39 | are -0.88
as -0.2 | as_the 0.59 | as_you -0.69 | ask -1.59 | asked -1.43 | assured 0.61 | at -0.12 | at_your 2.47
at_⌛ -0.76 | attached -0.57 | awb 0.57 | b 1.22 | back 0.62 | back_on 0.21 | bank -0.88 | batch -0.6 | before 1.17
being 1.1 | bill 1.48 | blocked -0.94 | board -1.6 | booked 0.38 | box 0.7 | bring_the 0.81 | by 0.79
by_mail 2.27 | by_the -0.36 | by_us 2.73 | by_⌛ 1.02 | c -0.12 | call_you 1.49 | called -1.31 | came -1.75
can -0.77 | can't -2.51 | cannot -2.46 | car 0.45 | cause 0.21 | charge 0.32 | charge_$ 1.09 | charged -0.17
chase -0.46 | check 0.07 | checked -1.22 | claim -1.18 | clear -0.94 | close -0.48 | closed -1.92 | colleague -0.58
comes 1.84 | complaint -0.58 | confirmed_to 1.79 | containment 0.86 | control 0.31 | copy 0.16 | corrected 0.84
correction 0.05 | cost 2.43 | could -1.83 | courier 1.31 | credit 1.69 | crew 0.42 | cust_$ 0.05 | customer -0.65
d 0.3 | d_# 0.4 | day -0.34 | days -1.24 | dear -0.58 | delivered 0.56 | delivery -0.26 | desk -0.11 | desk_$ -0.05
details -0.08 | did -0.98 | dim_$ 0.83 | directly -1.38 | dispatch 0.36 | do_$ -1.92 | do_it 0.91 | dock 1.3
dollars 1.37 | don't -0.81 | done -0.35 | door 0.16 | dr 0.28 | dry 0.12 | due -0.59 | each 0.95 | either_way 0.59
electrician 0.45 | engineer 1 | eob 1.14 | eob_$ 0.29 | exchange 1.04 | explained -0.32 | extra 0.75 | family 0.06
fee 1.09 | fees 0.26 | file_$ -0.15 | final 0.32 | first 0.81 | fitting 0.6 | fmea 1.56 | follows 3.24 | for 0.32
for_the 0.15 | for_⌛ 0.42 | found -1.14 | free 0.52 | fresh 3.5 | from_me 3.57 | from_the -0.13 | from_us 2.97
from_⌛ -0.3 | full 1.11 | gate 0.19 | get 1.37 | gets 1.5 | getting 2.58 | give 0.83 | given -0.75 | goes 2.43
going 2.74 | gonna 3.31 | good -0.37 | got -0.6 | guest -0.34 | had -1.98 | has -0.83 | have -0.19 | he -0.56
hear -1 | her 0.79 | her_$ -0.87 | hi -0.24 | him 1.26 | hope -1.33 | hot 0.26 | hotel 0.22 | hour -0.82
hours -0.53 | i 0.51 | i'd 0.92 | i'll 2.59 | i'm 1.72 | i'm_sorry -0.38 | i've -0.87 | i_have -0.3
i_promised 0.13 | i_send 1.26 | i_will 2.19 | if -0.85 | in_$ -0.16 | in_full 0.26 | in_our -1.87 | in_writing 1.9
inbox 0.5 | inform_you 0.15 | interest 1.13 | is -1.01 | issue 0.34 | it 0.05 | it_in 0.4 | it_to 1.17 | it_⌛ 0.4
itself_$ 0.49 | keep_the -0.42 | last -1.12 | late_fee 0.9 | later 0.31 | later_than 0.38 | latest 2.3 | leave 0.47
leaves 0.93 | left -3.08 | let 1.47 | let_you 0.17 | letter 0.37 | lift 0.21 | line -0.33 | list 0.24 | list_$ 1.62
lot 0.12 | mailed_⌛ -0.86 | may -0.85 | me -0.22 | measured -0.64 | model_$ 0.26 | money -0.43 | must -0.52
my 0.16 | myself 0.95 | myself_$ 1.06 | ncr -0.15 | need -0.42 | need_to -0.13 | neighbour -0.16 | new 2.19
next 1.44 | no -0.54 | no_charge 0.79 | no_later 0.38 | nobody -1.29 | noise -0.16 | nor -0.79 | nos 0.69
not -2.54 | note_$ 0.32 | nothing -1.27 | number 0.25 | of 0.51 | off 0.16 | office -0.35 | ok -0.31 | old_one 0.78
on -0.16 | on_the -0.55 | on_your 0.26 | on_⌛ 0.34 | one_for -0.16 | one_on -1.63 | only -1.04 | open -1.83
or -0.99 | our 1.22 | over 0.33 | over_# 0.12 | packing 0.73 | painter 1.36 | pallets 0.33 | pay 0.59
pay_for 1.08 | pcs 0.7 | phoned -0.14 | photos -0.24 | pick 1.01 | plant 0.5 | please -1.61 | promised 1.32
promised_$ -0.41 | quality -0.44 | rang -0.06 | re 0.12 | reaches 0.16 | receipt -1.22 | receive 0.49
received -0.65 | reference -0.55 | refund 1.13 | refused -0.16 | regret -0.22 | release 0.11 | repaint 0.08
repair 0.07 | replace 2.36 | replace_the 0.73 | replacement 2.46 | report 0.57 | resident 0.19 | respond -0.52
result 1.07 | revised 0.84 | right_$ -0.06 | ring 1.71 | root 0.51 | root_cause 0.32 | same_model 0.15
samples 0.36 | say_⌛ -0.32 | says -1.79 | says_our 0.3 | see -0.76 | send_you 2.15 | sending 0.77 | sent -0.25
sets 1.26 | shafts_$ 0.43 | shall 3.67 | shared 0.69 | she -0.88 | ship 2.13 | should -0.38 | show -0.77
shows -1.4 | signed_$ 0.93 | since -1.19 | sir -0.21 | sir_$ -0.12 | so_$ 1.22 | sofa 1.26 | someone 0.17
sorry -1.16 | sort 0.11 | sorted 1.35 | spoke -0.58 | statement 0.19 | station 1.05 | supplier -1.04 | swap 0.33
system -0.46 | take 0.58 | take_the 0.67 | tan_$ 0.24 | technician 1.6 | tenant -0.63 | test 0.06 | text 0.17
thank -1.08 | thank_you -0.92 | thanks -1.02 | that's -0.68 | that_$ -1.6 | that_the 0.66 | that_you -0.96
the 0.42 | the_# 1.81 | the_corrected 1.25 | the_tool 0.29 | the_two 0.47 | the_whole 1.01 | their -0.36
them 0.08 | therefore -0.75 | they -0.12 | this -1.11 | three 0.35 | till_⌛ 0.14 | to_him 0.31 | to_return -0.31
to_see 0.49 | to_you 2.28 | to_your 2.06 | told 0.32 | told_you -0.83 | treat 0.08 | truck 0.18 | truck_$ 0.48
try -1.79 | twice -0.74 | two 0.81 | under -0.19 | undertake 1.81 | undertake_to 0.54 | until_⌛ -0.55 | up_$ -0.34
ups 0.47 | us -0.73 | van 0.71 | w -0.99 | wants -1.54 | was -4.17 | way 0.19 | we 1.69 | we'd 2.32 | we'll 4.26
we're 0.65 | we_aim -1.56 | we_deliver 0.19 | we_don't -0.14 | we_have -1.04 | we_make 2.06 | we_take 0.59
we_will 0.91 | went -2.35 | were -2.93 | what 0.22 | what_i 0.13 | whole 0.29 | will 2.85 | will_be 0.39
will_do -1.15 | with_our 0.37 | with_the 0.89 | with_you 0.56 | with_⌛ 1.26 | would -1.36 | written 0.49
written_answer 1.05 | wrong -0.26 | wrote -0.84 | year -0.79 | yes -0.32 | you 0.91 | you'll 1.93 | you_back 0.2
you_by 0.25 | you_can -0.13 | you_down 0.13 | you_on 0.48 | you_the 1.45 | you_⌛ 0.99 | your 0.95
your_account 0.24 | your_plant 0.13 | ⌚ -2.12 | ⌛ 2.45 | ⌛_$ 0.28 | ⌛_at 1.64 | ⌛_re 1.26 | ⌛_the 0.28
⌛_to 0.36 | ⌛_with 0.18
"""

WORDS: dict[bool, dict[str, float]] = {
    chinese: {
        sign: float(weight) for line in table.split("\n") if line
        for sign, _, weight in [one.rpartition(" ") for one in line.split(" | ")]
    }
    for chinese, table in ((True, _ZH), (False, _EN))
}  # fmt: skip
"""By whether the text is Chinese."""
