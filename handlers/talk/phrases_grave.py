"""What people write in danger, when they accuse someone of a breach of law, and when they contest a decision."""

from collections.abc import Mapping
from typing import Final, Literal

Grave = Literal["emergency", "denunciation", "complaint"]

GRAVE: Final[Mapping[Grave, Mapping[int, str]]] = {
    "emergency": {
        -10: "binh cuu_hoa; bình cứu_hỏa|cứu_hoả; tru cuu_hoa",
        8: """
tu thieu; tự !tử|sát|vẫn|thiêu; toi|em|muon|se|dinh|doa|doi|đi tu tu|van; tu sat; nhay cầu|lau|giếng; nhay song tu
treo cổ; treo co tu|chet; thắt cổ; that co tu|chet; cat co tay; uong thuoc sau|tru_sau|chuot|ngu_tu
chẳng|khong thiet|muon|con_muon|thiet_tha sống; khong muon|thiet song nua; chan song; chet quach
chet cho xong|roi|khuat; chết truoc cong; chet truoc cong|uy_ban; ket lieu; quyen sinh; chi muon|con chết
muon chet quach|di_cho|cho; kill|killing myself; suicide; suicidal; end my life; dont want to live; want to die
hurt myself; 自杀; 不想活; 자살; 죽고 싶; tuyệt vọng ~ thuoc|chet|song|qua|lam; thuoc ngu ~ uong|chet
uong thuoc ngu; khong con ~ ly do|thiet ~ song; muốn biến mất|chết_đi; muon chet di; cho toi chet; toi se chet
chết cho ~ xem|biet|thay|coi; chet cho ~ xem|coi; chết ngay|luôn o|tai uy_ban|day
""",
        5: """
!cháy rồi|nhà|lớn|to|kho|xưởng|chợ|ở|quá|khét|xe|rừng|đùng; chay roi chay; chay nha; chay ~ lớn qua; chay to qua
chay o xuong|cho|nha|kho; đang cháy; dang chay nha|lon|to|o|kho|xuong; boc chay; bốc lửa|khói; boc khoi; dam chay
hoa hoan; có cháy; co chay ~ o; lửa ~ boc|chay|lan|ngun_ngut|to|lem; cứu hỏa|hoả; cuu hoa; cuu voi
cứu với|mạng|tôi|em; cuu mang; cuu toi; giup ~ cuu_voi; keu cuu; cầu cứu
mac|bi ket ~ trong|ben_trong|tren_mai|duoi|thang_may; ket|mac_ket ~ ben trong; ket trong nha|thang_may|xe
ket tren mai; đánh con|vo|chau|tre|toi|me|bo|nhau|nguoi ~ da_man|chay_mau|gay|tim|suot
đánh con|vo|chau|tre|toi|me|bo|nhau|nguoi ~ bi_thuong|bam|nhap_vien|dang|ngat|toan_than; đánh con|vợ|cháu|trẻ|bé
danh con|chau|tre|be|vo; danh toi ~ cuu|dau|mau; danh ~ da_man|bam_tim|thuong_tich|chay_mau|nhap_vien; đang đánh
dang ~ danh toi|con|me|vo|nhau|nguoi|no|be; bao hanh; xam hai; hiep dam; hiếp; dâm ô
dam o ~ tre|chau|con|em|be|hoc_sinh; lam dung tinh duc; sờ soạng; bo doi ~ con|tre|chau|be; bat coc; buon nguoi
bị nhốt; nhot ~ tre|chau|con|be; bo roi ~ tre|be|so_sinh|con; doa|de_doa|doi ~ giet|chem|đâm|dam_chet|dot_nha
cam ~ dao|kiem|ma_tau|sung|hung_khi|tuyp|gay ~ đánh|doa|duoi|chem|doi|vao|dam; chém ~ nguoi|toi|nhau|chet
!đâm ~ nguoi|tôi|nhau|trọng|chet; dam nguoi; chem ~ nguoi|nhau; giet nguoi; hon chien; no sung
cướp ~ dang|tai|vua|giat; bi cuop ~ dao|vua; khong che; khống chế con_tin; ngất xiu|lim|ra|tai|o; ngat xiu
xiu ~ o|tai|giua; ngất; dot quy; vua|dang|moi ~ tai bien; bat tinh; hôn mê; co giat; ngung tho; kho tho
khong tho duoc; máu chảy; chảy nhiều máu; dang chay mau; mat nhieu mau; cap cuu ~ voi|gap|ngay|giup
can|goi|xe ~ cap cuu; dau de ~ roi|duong|gap; ngo doc ~ nhieu|cap_cuu|tap_the; trung doc; nguy kich; sap chet
lũ ~ dang|cuon|quét|ngap_mai|ve|len; nuoc lu ~ mai|nha|dang|nhanh|cao|ket|cuon; nuoc ~ len|ngap toi mai|noc|tang_hai
vỡ đê|dap; vo de; bi ~ lu|nuoc cuon; cuốn trôi; duoi nuoc; chet duoi; roi xuong song|gieng|ao
sập nha|cau|ham|mái ~ nguoi|ket|de; sap nha ~ nguoi|ket|de; sat lo ~ vui|nguoi; vùi lap; dien giat; rò gas|khi_ga|ga
ro ri gas|khi_ga; phat nổ; vừa nổ; no binh gas; tai nan ~ bi_thuong|nam|chay_mau|nang|vua_xay_ra|chet|bat_tinh|ket
vua ~ tai nan; nguoi ~ nguy kich; bi thuong nang; day dien ~ dut ~ roi|xuong|nguoi|duong
nguoi ~ nam bat_dong|duoi_dat|tren_duong; nam bat dong; chet nguoi
fire ~ at|in|now|help|people|trapped|house|market|broke; on fire; burning down; is burning ~ house|building|people
people|someone|somebody|person|child|man|woman|boy|girl|he|she ~ trapped|drowning|unconscious|fainted
people|someone|somebody|person|child|man|woman|boy|girl|he|she ~ collapsed|bleeding|stabbed|dying
beating|hitting|beats|hits|abusing|abuses ~ child|kid|wife|son|daughter|him|her|me|baby|girl|boy
abused ~ child|kid|wife|baby; child abuse; domestic violence; rape; raped; kidnapped; heart attack; a stroke
not breathing; call ~ ambulance|police_now|police_please; ambulance; house collapsed
flood ~ trapped|roof|rescue|rising; threatened|threatens|threatening ~ kill|stab|us_with; has a knife|gun
with a knife|gun; emergency; 着火; 火灾; 救命; 快来人; 打孩子; 불이 야|났; 살려; 화재; nhay xuong
nhảy xuống|sông|cầu; leo len ~ noc|cot|mai|cau ~ nhay|doi; mau chay nhieu; chảy máu|nhiều; nổ to|lon
no to|lon ~ khoi|chay|bi; chay toan loan; dam chet; tông chết|người; tong nguoi; bi dam ~ dao|xe
xe ~ lat ~ nguoi|ket; lat xe|thuyen|đò; lật xe|thuyền|đò; nguoi bi ~ de|vui; roi tu ~ tang|cao|gian_giao
threatening ~ knife|gun|people; fell ~ from|into ~ roof|river|well; explosion; exploded
car|truck|motorbike accident; badly hurt|injured; bleeding ~ a_lot|badly|heavily
ngo doc ~ non|cap_cuu|nhap_vien|hang_loat|ca_nha; ngộ độc ~ nôn|hết|nặng
roi|nga|té xuong ~ cong|gieng|song|ao|ho|tang; con|chau|be|nguoi|em|bo|me|ong|ba|tre ~ mat tich; lac mat con|chau|be
bi lac ~ con|chau|be|tre|rung; chua tim thay ~ chau|be|con; ke dao; phóng hỏa|hoả
tưới|đổ|tạt|ôm|mang xăng ~ doa|đốt|len_nguoi|vao_nguoi|uy_ban; tuoi|tat|do xang ~ dot|doa|nguoi
bình gas ~ doa|no|xi|om; xì gas; đốt trụ sở|nha; vo oi; đẻ rơi; sap sinh|de ~ cap_cuu|dau_bung|duong|xe; rắn cắn
ran doc|can; sét đánh; bi troi; đe dọa ~ giet|chem|danh|mang; bao luc ~ dang|vo|con|gia_dinh
say ruou ~ danh me|con|vo|nguoi|nguoi_ta; danh me ~ con|no|toi|chau; gậy ~ đánh; gay danh; chết ngạt
khoi ~ nguoi ~ ket; bi de ~ nguoi|xe|cay; chim ~ thuyen|do|xuong; chìm thuyền|đò; non ra mau; sốc; co bom|min
bi ong dot; send help; need help ~ now|urgent|urgently|immediately; flooding our|my house
stuck ~ roof|flood|inside|house|water; being attacked; is attacking; attacked me; missing child
child ~ missing|lost|fell; overdose; sleeping pills; poisoned; in labor; he|she is dying; snake bite; gas leak
going to jump|kill|burn; burn myself; chay to|lon qua|lam|roi|o|goi; chay ~ goi ai|114|cuu_hoa|cong_an
xuong|nha|kho|cho|rung ~ chay to|lon|du_doi|roi; tre|be|chau|so_sinh|con ~ bi bo_roi|vut_bo
tre so sinh ~ bo_roi|vut|bo
""",
        4: """
!cháy; cap cuu; bao luc gia dinh; bi đánh; bi danh ~ mau|dau|gay; danh nguoi; danh nhau; danh dap
nguy hiem tinh mang; de doa tinh mang; can giup khan cap; hanh hung; chay roi; chay to; chay lon; dang chay
khẩn cấp; accident
""",
        3: "giup voi; khan cap; tai nan; mac ket; bi thuong; fire; bleeding; help me",
        -5: """
cháy hang|tui|máy|ve|nắng|giao_an|phố|deadline|hết
chay hang|tui|ve|viec|tien|an|theo|di|lai|toi|vong|qua|nhanh|xe|am|ca; bong|dàn|day|den ~ chay|bi_chay; chua chay
phong chay; pccc; binh chua chay; nam ngoai|truoc; thang truoc; sau vu|tran|dot ~ chay|lu|bao|hoa_hoan
sau khi ~ chay|lu|bao; vu chay ~ nam|thang|hom; ho tro ~ lu|bao|chay|hoa_hoan|thien_tai; tien ho tro|cuu_tro
dien tap; dot rac; cháy thử; lu lut ~ chia|ho_tro|ung_ho; ung ho
chay ~ cam_bien|thiet_bi|cau_chi|quat|motor|bo_nguon|o_cam|bien_ap; mệt|nong|cho|doi|lau|buon|tuc ~ muon chet
nguy co chay; de chay; phong|khoa cap_cuu; cap cuu ~ vien_phi|phai_dong|thai_do
fire extinguisher|extinguishers|drill|safety|alarm_test|exit; fired; thuong xay ra tai nan
hay|thuong|de|nhieu ~ tai nan; tai nan ~ thuong_xuyen|lien_tuc|hay_xay_ra|nhieu_lan; gay nguy hiem
nguy hiem ~ cho|qua|khi|lam; rat|qua|kha nguy hiem; danh nguoi khuyet; quy dinh ~ chay; bao hanh hanh_chinh
so tai nan; bao hiem tai nan; tai nan lao dong ~ che_do|chua|khong; danh gia; danh dap so
quat|may|tivi|tu_lanh|dieu_hoa|ổ_cắm|dong_co|máy_tính ~ chay; xe cuu hoa ~ khong vao|den|qua; loi cuu hoa
diem cuu hoa; don keu_cuu|cau_cuu; cao ngất; cho|doi|nong|met ~ sap chet
xam hai ~ quyen|loi_ich|rung|di_tich|moi_truong; mui|khoi|bui|hoi ~ kho tho; tro cap; che do ~ cho|cua; nam mot cho
xin|lam|huong tro_cap|che_do|bao_hiem; emergency exit|number|numbers|contact; nghien cuu; cuu chien binh
tai bien ~ nam|tro_cap|che_do; ho so|giay ~ mat tich; bảo hiểm tai_nạn; danh thue|may|so|gia|dau|bong
bo roi ~ chinh_sach|che_do
""",
    },
    "denunciation": {
        6: """
tố cao; to giac
to cao ~ ong|ba|can_bo|chu_tich|truong|hanh_vi|anh|chi|cong_chuc|viec|nguoi|giam_doc|hieu_truong|ke_toan|lanh_dao
muon|xin|can|toi|don|gui|dinh|de to cao; viet|lam don to cao; vach tran; đơn tố; vạch mặt; lật tẩy; denounce
denunciation; whistleblower; whistle blower; report ~ corruption|corrupt; 举报; 고발
""",
        4: """
tham nhung; tham o; bien thu; rut ruot; an chan; hoi lo ~ cho|de|can_bo|lanh_dao ~ bang_chung|trieu; nhan hoi lo
làm giả|khống; lam gia|khong ~ ho_so|giay|chu_ky|bang|chung_tu; kê khống; khai khong
lap khong ~ ho_so|chung_tu|danh_sach|phieu; ke khong ~ ho_so|danh_sach|hoa_don; !lập !khống; ky khong
khong chung tu; chung tu khong; quy kín; chiem doat; truc loi; cau ket; bao ke; chay chuc|quyen; bằng giả
quan he bat chinh; lam quyen; tu tham o; sep ep|bat|chi_dao
ep|bat ~ chung_toi|bon_em|nhan_vien|giao_vien|can_bo ~ khai|ky|cham|lam|nop|ghi; ban dat cong ~ cho|nguoi_nha|trai
bán đất công; xa xeo; bot xen; dut tui; bo tui; an bot; tư túi; nuot tien; lay tien cong|ngan_sach|quy
rut tien ngan_sach|quy|cong|nha_nuoc; rút tiền ngân_sách|quỹ; cham phieu ~ thay|ho|khong
danh|dien|tu phieu khao sat ~ thay|ho; phieu khao sat ~ thay|gia|ho|khong; gian lan; lam sai lech; sua so lieu
bao cao sai|khong|láo; nang diem; embezzled|embezzles|embezzling|embezzlement|embezzle; corrupt; corruption
falsified|falsify|falsifies|falsifying|forged ~ documents|records|signature|survey
falsified|falsify|falsifies|falsifying|forged ~ surveys|signatures|papers|invoices
forges|forging|fake|faked|faking ~ documents|records|signature|survey|surveys|signatures|papers|invoices
took|takes|taking|accepted|accepts|received|receives ~ bribe|bribes
stole|stealing|steals|pocketed|pockets|pocketing ~ money|funds|budget|public; rut tien cong; nang khong; ke nang
doi nang khoi luong; khong khoi luong
forces|forced|forcing|force us|me|staff|teachers|everyone ~ fake|sign|forge|falsify|lie
bat|ép lam ~ chung tu|ho_so|giay_to gia|khong; lam ~ chung tu gia; chứng từ giả; lay tien cua truong|xa|quy|dan
ep di thu phieu|ky|lam|khai; bị ép ~ ky|lam|thu|khai|phieu ~ gia|khong; phieu ~ gia; phieu hai long gia; phiếu giả
ke khong danh sach; danh sach ~ khong ~ lay tien|nhan_tien; danh sach khong; lấy tien ho_tro|cua_dan|cong; ban phieu
an tien ~ cua_dan|ho_tro|cong|nha_nuoc|quy
""",
        3: """
so lo|bi_tra_thu|bi_tru_dap|lo_ten|bi_lo|bi_đuoi; sợ lộ|bi_trả_thù; giau ten; giu bi mat; giu kin ~ ten|danh_tinh
lo ten; an danh; tra thu; bao ve nguoi to cao
em|toi|minh lam|cong_tac|dang_lam|dang_cong_tac ~ o|tai|trong ~ uy_ban|xa|phuong|so
em|toi|minh lam|cong_tac|dang_lam|dang_cong_tac ~ o|tai|trong ~ co_quan|trung_tam|truong|benh_vien|tram
toi|em la giao_vien|can_bo|cong_chuc|nhan_vien|ke_toan|vien_chuc|cap_duoi; noi bo; co bang chung; co ghi am|hinh
có ghi âm; co chung cu; anonymous; anonymously; hide my name|identity; keep ~ secret|anonymous|confidential
evidence; i work ~ office|ward|commune|here|school|committee; dung cho ai biet ten; khong|dung ~ ai biet ~ ten|toi
đừng nói tên; keep me anonymous; tiet lo ~ toi|minh|em|danh_tinh|ten; dung tiết lộ; xin dung tiet lo
toi|minh|em la ~ nhan vien|cong_chuc|can_bo|ke_toan ~ o|hop_dong; lo bi tra thu; proof; i have proof|evidence
""",
        1: """
chu tich; bi thu; can bo dia chinh; dia chinh; cong chuc; truong thon; hieu truong; giam doc; lanh dao; ke toan; sep
chuyen khoan; bang chung; official; chairman; pho chu tich; truong phong; thu quy; my boss; my manager
""",
        -7: """
khong|chua|chang|khong_phai|khong_muon|khong_he|khong_co_y|dau_phai ~ to cao|giac; khong ~ tố cáo
not|dont|isnt|no ~ denounce|denunciation|denouncing; giai quyet ~ to cao; tra loi don ~ to cao
don|thu khieu nai to cao; phong ~ to cao; tiep nhan ~ to cao
""",
    },
    "complaint": {
        6: """
muon|xin|se|can|toi|dinh|phai|yeu_cau|lam|viet|nop|gui|em|tiep_tuc ~ khieu nai
khieu nai ~ quyet_dinh|xu_phat|thu_hoi|huy|boi_thuong|viec|ket_luan|hanh_vi|len|ve; don khieu nai; quyen khieu nai
formal|file|lodge|submit|official ~ complaint; appeal ~ decision|fine|against|penalty|it
contest|challenge|overturn|cancel ~ decision|fine|penalty; 申诉; 이의 신청; kien uy ban|xa|phuong|chu_tich ~ ra toa
muon|se kien ~ uy_ban|xa|phuong|chu_tich|ra_toa; kien ~ ra toa
""",
        5: """
khieu nai; khoi kien; kien ra toa; kien len toa|tren; kien uy_ban|xa|phuong|chu_tich
huy|huy_bo|bai_bo|rut|thu_hoi_lai ~ quyet dinh; khong dong y ~ quyet dinh|ket_luan; phan doi quyet dinh
xem xet|xem lai quyet dinh; sue ~ commune|ward|committee|decision|office; disagree ~ decision|fine
khong chap nhan quyet dinh|muc_phat; khong nhat tri|dong_tinh ~ ket_luan|quyet_dinh
""",
        3: """
quyet dinh ~ xu_phat|cuong_che|thu_hoi|hanh_chinh|phat; quyet dinh so; khong phuc ~ quyet_dinh|xu_phat|ket_luan
xu phat hanh chinh; quyet dinh ~ sai|trai_luat|vo_ly|oan; phat oan; bi phat ~ oan|sai|vo_ly
""",
        -14: """
khong|chua|chang|khong_phai|khong_muon|khong_he|khong_dinh|khong_can|dau_phai ~ khieu nai
khieu nai ~ chua|khong|chang|khong_ai ~ tra_loi|giai_quyet|hoi_am|phan_hoi|ai|thay|xu_ly|xem_xet
khieu nai ~ im_lang|bat_tin|ngam|lau; da|tung|truoc_day ~ khieu nai ~ chua|khong|khong_ai|chang|van|mai|nhieu_lan
don khieu nai ~ chua|khong|chang|im|mai|bi_ngam|lau; so dien thoai khieu nai; duong day nong
not|dont|isnt|no ~ complaint|complain|appeal; noi|cho|phong|bo_phan tiep_nhan khieu nai
khieu nai ~ gui|nop|tu ~ chua|khong|chang|van ~ tra_loi|giai_quyet|phan_hoi|hoi_am|ai|duoc
""",
    },
}
