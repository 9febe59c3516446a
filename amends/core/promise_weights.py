"""How much words weigh when something is promised; written by `python -m tools.weigh_promises` (decision 0025).

Each entry is a sign and its weight. A sign is a word (in Chinese a character) or two in a row, ``^`` and ``$`` stand
for the edges of a clause, ``<`` and ``>`` before a word for the clause before and after, ``⌛`` for a time ahead,
``⌚`` for one that is over, ``#`` for a figure.
"""

from __future__ import annotations

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
! -0.74 | # 0.37 | #_# -0.48 | #_$ -0.22 | #_june 0.72 | #_october 1.06 | #_of -1.44 | #_september 1.08
#_why 0.18 | <# -0.56 | <% 0.38 | <? -1.11 | <action 1.81 | <agreed 1.74 | <alright 0.49 | <analysis 1.3
<and -0.56 | <are -0.57 | <as -1.34 | <asks> -2.63 | <base> -2.58 | <be -1.19 | <between 0.9 | <by -0.32
<can -0.09 | <card -0.93 | <charge -0.4 | <checked -0.75 | <closed -0.4 | <comes 0.21 | <committed 0.43
<confirmed 0.28 | <cost 0.8 | <credit 0.54 | <cust -0.48 | <customer -0.82 | <dear -0.95 | <desk -0.49 | <dock 1.13
<engineer 1.41 | <first> -0.95 | <for 0.4 | <good -0.09 | <has -0.23 | <he -0.71 | <hear -0.27 | <hello -1.28
<hi -2.31 | <his -0.58 | <hold -0.2 | <i 0.26 | <i'll 3.49 | <i'm -0.07 | <i've -0.13 | <if -3.11 | <in -0.73
<is -0.1 | <log -1.74 | <mm -0.08 | <mr -0.94 | <new 1.08 | <not -0.87 | <offered 1.19 | <oh -0.82 | <okay -0.25
<on -0.1 | <open -0.14 | <order -0.15 | <our 1.08 | <ours 0.24 | <over 0.21 | <painter 1.12 | <pallets 0.65
<pcs 0.38 | <pir 0.33 | <please -0.8 | <promised 0.6 | <question -0.73 | <quoted> -2.52 | <repl 1.65
<replacement 0.12 | <report 0.26 | <samples 0.06 | <say -0.71 | <says -0.76 | <second -0.27 | <sent -0.7
<should -0.16 | <show -0.65 | <so 0.4 | <sorry -0.05 | <take 0.29 | <terms -1.8 | <thank -1.18 | <thanks -1.49
<that -0.06 | <that's 0.46 | <two 0.37 | <up 0.99 | <was -1.95 | <we 1.21 | <we'll 3.05 | <were -0.77 | <what -1.65
<will 0.92 | <writing 1.47 | <wrong 0.69 | <yes -0.46 | <your 0.38 | <∅ -0.64 | <⌚ -3.06 | <⌛ 0.58 | ># -0.51
>? -1.01 | >a -0.92 | >again -0.67 | >agent -0.09 | >am 1.07 | >and 0.88 | >are -1.27 | >asked 0.49 | >at -0.32
>be -0.74 | >before 0.06 | >both -2.16 | >by 0.43 | >c -0.14 | >call -0.69 | >calls -0.22 | >charge 1.16
>check 0.11 | >claim -0.05 | >closed -0.3 | >cost 0.77 | >courier 0.94 | >cust -0.74 | >customer -0.13 | >did -0.67
>do -0.21 | >down 0.36 | >fix -0.77 | >for 0.14 | >found -1.32 | >good 0.49 | >got -0.29 | >guest -0.98
>have -0.86 | >he -0.39 | >here -0.18 | >his -0.19 | >honestly -0.17 | >i -0.53 | >in -0.48 | >invoice 0.75
>is -1.16 | >issue 1.43 | >it -0.34 | >left -0.51 | >line -0.86 | >mail 0.39 | >new -0.27 | >no -0.47
>nobody -0.96 | >not -1.12 | >note 0.41 | >number 0.42 | >of -0.55 | >office 0.53 | >old 0.39 | >on -0.36
>one 0.06 | >or -0.99 | >our -0.85 | >pcs 0.73 | >pick 0.42 | >receipt -0.24 | >right -0.17 | >ring -1.07
>room 0.07 | >said -0.12 | >says -0.26 | >see -0.11 | >send -0.09 | >since -0.22 | >site -0.12 | >that -0.52
>the -0.78 | >told -0.76 | >two -0.94 | >under -0.14 | >wants -0.39 | >was -2.32 | >we -1.48 | >we'll -2.06
>were -1.82 | >what -0.96 | >when -0.63 | >will -0.55 | >with 0.08 | >yes -0.42 | >you 0.29 | >your -0.18 | >∅ 0.49
>⌚ -0.64 | >⌛ 1.19 | ^_# 0.91 | ^_and 0.18 | ^_as -0.28 | ^_both -0.58 | ^_check 1.53 | ^_committed 0.91
^_containment 0.66 | ^_cust -1.52 | ^_customer -1.26 | ^_dear -0.68 | ^_dr 0.81 | ^_expect 1.9 | ^_first 0.27
^_free -0.32 | ^_from 0.48 | ^_give 0.66 | ^_guest -0.4 | ^_he -2.14 | ^_hi -0.33 | ^_i'll 1.61 | ^_i've -0.46
^_in -0.35 | ^_it -1.37 | ^_it's -0.43 | ^_mr -0.77 | ^_mrs -0.28 | ^_no 0.11 | ^_offered 0.57 | ^_okay -0.15
^_owner 1.51 | ^_please -0.83 | ^_promised 0.64 | ^_repl 1.97 | ^_replacement 0.2 | ^_same 0.26 | ^_she -1.02
^_so -0.87 | ^_sorry 0.11 | ^_that's -0.08 | ^_the -0.3 | ^_told 0.22 | ^_voucher 0.78 | ^_we -0.17 | ^_we'll 1.37
^_which -0.55 | ^_you -0.96 | ^_your -0.8 | ^_⌛ 0.06 | a 0.22 | a_new 0.19 | account 0.92 | action 0.5
action_# 1.09 | afraid -1.2 | after_$ 0.56 | again_$ 0.39 | agent -0.15 | agreed 0.43 | all 1.38 | all_# 0.11
all_of 0.09 | already -1.84 | amount 0.36 | an -0.16 | and_the -0.35 | and_will -0.13 | and_you -0.24
answered -0.58 | apologise -0.54 | apologised -0.05 | apology 0.45 | are -0.87 | as -0.12 | as_the 0.56
as_you -0.63 | ask -1.57 | asked -1.37 | assured 0.55 | at -0.13 | at_your 2.5 | at_⌛ -0.77 | attached -0.55
awb 0.68 | b 1.2 | back 0.64 | back_on 0.16 | bank -0.88 | batch -0.63 | been -0.06 | before 1.19 | being 1.09
bill 1.51 | blocked -0.91 | board -1.59 | booked 0.38 | box 0.76 | bring_the 0.81 | by 0.79 | by_mail 2.4
by_the -0.37 | by_us 2.74 | by_⌛ 0.98 | c -0.15 | call -0.05 | call_you 1.51 | called -1.3 | came -1.76
can -0.79 | can't -2.49 | cannot -2.47 | car 0.43 | cause 0.23 | charge 0.35 | charge_$ 1.07 | charged -0.16
chase -0.52 | checked -1.24 | claim -1.13 | clear -0.91 | close -0.56 | closed -1.89 | colleague -0.58 | comes 1.86
complaint -0.57 | confirmed_to 1.88 | containment 1.02 | control 0.25 | corrected 0.93 | correction 0.19
cost 2.43 | could -1.81 | courier 1.32 | credit 1.62 | crew 0.39 | customer -0.66 | d 0.27 | d_# 0.3 | day -0.33
days -1.19 | dear -0.58 | delivered 0.55 | delivery -0.29 | desk -0.12 | did -0.98 | dim_$ 0.82 | directly -1.42
dispatch 0.35 | do_$ -1.93 | do_it 0.9 | dock 1.24 | dollars 1.33 | don't -0.83 | done -0.34 | door 0.12 | dr 0.26
due -0.57 | each 0.97 | either_way 0.58 | electrician 0.42 | engineer 0.99 | eob 1.16 | eob_$ 0.29 | exchange 1.03
expect 0.07 | explained -0.35 | extra 1.23 | family 0.11 | fee 1.09 | fees 0.28 | file_$ -0.1 | final 0.24
first 0.79 | fitting 0.56 | fmea 1.55 | follows 3.2 | for 0.27 | for_the 0.2 | for_⌛ 0.46 | found -1.12
free 0.52 | fresh 3.51 | from_me 3.58 | from_the -0.23 | from_us 2.95 | from_⌛ -0.41 | full 1.09 | gate 0.22
get 1.35 | gets 1.51 | getting 2.54 | give 0.93 | given -0.75 | goes 2.41 | going 2.75 | gonna 3.42 | good -0.38
got -0.61 | guest -0.33 | had -1.95 | has -0.81 | have -0.19 | he -0.5 | hear -1 | her 0.78 | her_$ -0.97
hi -0.25 | him 1.15 | hope -1.28 | hot 0.29 | hotel 0.23 | hour -0.8 | hours -0.54 | i 0.51 | i'd 0.92 | i'll 2.59
i'm 1.72 | i'm_sorry -0.38 | i've -0.89 | i_have -0.32 | i_promised 0.16 | i_send 1.29 | i_will 2.16 | if -0.85
in_$ -0.2 | in_full 0.26 | in_our -1.8 | in_writing 1.91 | inbox 0.45 | inform_you 0.18 | interest 1.14
invoice 0.06 | is -1 | issue 0.36 | it 0.06 | it_in 0.39 | it_to 0.82 | it_⌛ 0.41 | itself_$ 0.43 | keep_the -0.42
last -1.15 | late_fee 0.91 | later 0.38 | later_than 0.34 | latest 2.29 | leave 0.27 | leaves 0.96 | left -3.07
let 1.5 | let_you 0.16 | letter 0.36 | lift 0.21 | line -0.3 | list 0.22 | list_$ 1.64 | lot 0.08 | mailed_⌛ -0.85
may -0.85 | me -0.25 | measured -0.63 | model_$ 0.26 | money -0.52 | must -0.48 | my 0.18 | myself 0.94
myself_$ 1.09 | ncr -0.12 | need -0.43 | need_to -0.16 | neighbour -0.18 | new 2.2 | next 1.36 | no -0.53
no_charge 0.78 | no_later 0.35 | nobody -1.28 | noise -0.15 | nor -0.75 | nos 0.64 | not -2.53 | note_$ 0.31
nothing -1.26 | number 0.23 | of 0.49 | off_your 0.09 | office -0.34 | ok -0.62 | old_one 0.76 | on -0.16
on_the -0.55 | on_your 0.24 | on_⌛ 0.33 | one_for -0.05 | one_on -1.59 | only -1.04 | open -1.82 | or -0.95
our 1.18 | over 0.29 | over_# 0.23 | packing 0.73 | painter 1.3 | pallets 0.31 | pay 0.62 | pay_for 1.04 | pcs 0.61
phoned -0.07 | photos -0.23 | pick 1.06 | plant 0.47 | please -1.6 | promised 1.34 | promised_$ -0.36
quality -0.42 | rang -0.1 | re 0.09 | reaches 0.19 | receipt -1.25 | receive 0.49 | received -0.65
reference -0.53 | refund 1.12 | refused -0.15 | regret -0.17 | release 0.13 | repaint 0.06 | repair 0.07
replace 2.39 | replace_the 0.66 | replacement 2.5 | report 0.61 | resident 0.87 | respond -0.55 | result 1.08
revised 0.86 | right_$ -0.07 | ring 1.72 | root 0.54 | root_cause 0.34 | same_model 0.09 | samples 0.37
say_⌛ -0.31 | says -1.82 | says_our 0.4 | see -0.75 | send_you 2.13 | sending 0.75 | sent -0.2 | sets 1.27
shafts_$ 0.63 | shall 3.68 | shared 0.71 | she -0.88 | ship 2.1 | shipment 0.1 | should -0.38 | show -0.79
shows -1.41 | signed_$ 0.92 | since -1.18 | sir -0.21 | sir_$ -0.12 | so_$ 1.26 | sofa 1.29 | someone 0.18
sorry -1.16 | sort 0.14 | sorted 1.4 | spoke -0.58 | statement 0.24 | station 0.91 | supplier -0.98 | swap 0.31
system -0.51 | take 0.59 | take_the 0.66 | tan_$ 0.21 | technician 1.6 | tenant -0.64 | text 0.16 | thank -1.05
thank_you -0.9 | thanks -1.01 | that's -0.68 | that_$ -1.59 | that_the 0.66 | that_you -0.92 | the 0.43
the_# 1.82 | the_corrected 1.14 | the_tool 0.43 | the_two 0.49 | the_whole 1.03 | their -0.32 | them 0.12
therefore -0.8 | they -0.12 | this -1.11 | three 0.34 | till_⌛ 0.07 | to_him 0.06 | to_return -0.31 | to_see 0.48
to_you 2.27 | to_your 2.07 | told 0.36 | told_you -0.84 | treat 0.09 | truck 0.11 | truck_$ 0.46 | try -1.75
twice -0.7 | two 0.81 | under -0.18 | undertake 1.8 | undertake_to 0.53 | until_⌛ -0.55 | up_$ -0.31 | ups 0.47
us -0.74 | van 0.7 | w -0.97 | wants -1.89 | was -4.26 | way 0.22 | we 1.69 | we'd 2.26 | we'll 4.33 | we're 0.65
we_aim -1.57 | we_deliver 0.23 | we_don't -0.14 | we_have -1.04 | we_make 2.08 | we_take 0.61 | we_will 0.93
went -2.39 | were -2.92 | what 0.22 | what_i 0.11 | whole 0.29 | will 2.86 | will_be 0.38 | will_do -1.17
with_our 0.42 | with_the 0.92 | with_you 0.57 | with_⌛ 1.6 | would -1.35 | written 0.46 | written_answer 1.15
wrong -0.17 | wrote -0.84 | year -0.74 | yes -0.33 | you 0.9 | you'll 1.94 | you_back 0.18 | you_by 0.29
you_can -0.11 | you_down 0.18 | you_on 0.49 | you_the 1.41 | you_⌛ 1.03 | your 0.94 | your_account 0.19 | ⌚ -2.09
⌛ 2.45 | ⌛_$ 0.28 | ⌛_at 1.69 | ⌛_re 1.3 | ⌛_the 0.35 | ⌛_to 0.37 | ⌛_with 0.22
"""

WORDS: dict[bool, dict[str, float]] = {
    chinese: {
        sign: float(weight) for line in table.split("\n") if line
        for sign, _, weight in [one.rpartition(" ") for one in line.split(" | ")]
    }
    for chinese, table in ((True, _ZH), (False, _EN))
}  # fmt: skip
"""By whether the text is Chinese."""
